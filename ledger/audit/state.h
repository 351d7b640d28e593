#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/aid/allocation.h"
#include "ledger/aid/approval.h"
#include "ledger/aid/batch.h"
#include "ledger/aid/case_status.h"
#include "ledger/aid/request.h"
#include "ledger/aid/rulebook.h"
#include "ledger/audit/closing.h"
#include "ledger/audit/gifts.h"
#include "ledger/audit/keyring.h"
#include "ledger/audit/tree.h"
#include "ledger/books/book.h"
#include "ledger/books/payment_lines.h"
#include "ledger/books/record.h"
#include "ledger/proof/scan.h"

namespace relief::audit {

/// What the log said of a place, a case, a request and so on, up to the record that is replayed.

struct Place {
  std::string type;  ///< "bank" or "box".
  const Currency* currency;
  std::string organisation;  ///< Of a box.
  Money::Units held = 0;     ///< The balance of 1100 there, all funds together.
  Date told_until{};         ///< The last day of which a statement of it has told.
};

struct Case {
  std::string organisation;
  CaseStatus status;
  std::string recognition;
  std::optional<Date> recognised_on;
  std::string registrar;
  std::vector<std::string> requests;
  bool released = false;  ///< The fund has looked for duplicates and let it through.
  bool stopped = false;   ///< Or told the organisation to ask the fund.
  std::optional<std::string> group = {};
};

struct Request {
  std::string relief_case;
  std::uint64_t version = 0;
  std::string purpose;
  std::string recognition;
  std::optional<Money> money;
  std::string fund;
  std::string place;
  Hash payout{};
  Hash digest{};  ///< Of the record that decisions are about: the last version's or allocation's.
  Date filed_on;
  Instant changed_at{};  ///< Since when it waits for decisions, or for its order.
  /// As far as records tell: whatever waits for its first decision is `submitted`.
  RequestStatus status = RequestStatus::submitted;
  bool approved = false;                   ///< This version has all the approvals that it needs.
  std::uint64_t approved_seq = 0;          ///< The record that brought the last of them.
  std::string payment = {};                ///< Of this version.
  std::vector<std::string> payments = {};  ///< Of all versions.
  Involved involved;
  std::string award = {};  ///< Of a court, in minor units; with what of it was recovered.
  std::string recovered = {};
};

/// A debit of a bank that names a payment, while the books know of nothing that it was for.
struct Stray {
  ItemKey claim;
  std::string code;
};

struct Payment {
  std::string request;
  std::uint64_t version = 0;  ///< Of the request.
  PaymentTerms terms;
  Money amount;            ///< What was approved.
  std::string batch = {};  ///< Of its last order.
  RequestStatus status = RequestStatus::ordered;
  bool was_booked = false;  ///< By the bank, at some time.
  Money::Units out = 0;     ///< What of it left its place, and didn't come back.
  std::vector<Stray> strays = {};
  std::set<std::string> returned_by = {};  ///< The people who say of receipts that they are of it.
};

/// A batch, with the payments that follow its record one by one.
struct Batch {
  std::string place;
  Date date;  ///< On which the bank is asked to pay.
  PersonId payer;
  Money total;
  std::uint64_t count;
  Hash root;
  std::vector<BatchLine> lines = {};
  std::vector<std::string> references = {};  ///< Each line's commitment, as records spell it.
  std::string debtor = {};                   ///< The fund's name, in the rulebook then in force.
  bool cancelled = false;
  bool exported = false;  ///< The bank, or whoever counts out cash, may have it.
};

struct Statement {
  std::uint64_t seq;
  std::string place;
  Date from, to;
  Money opening;
  Money closing;
  Money told;                ///< What the place held before it, with all that was booked of it.
  std::uint64_t count;       ///< Of its lines that the bank has booked.
  Money::Units after;        ///< What the place held after them.
  bool came_late;            ///< It is of days between statements that were taken before it.
  std::uint64_t posted = 0;  ///< How many of its lines are in the books so far.
  std::uint64_t last = 0;    ///< The number of the last of them.
  std::map<Date, Money::Units> moved = {};  ///< What the bank booked on each of its days.
};

/// What two people accepted of a statement, which follows in the same act.
struct Acceptance {
  std::uint64_t seq;
  std::vector<std::string> terms;  ///< Place, days, balances and file, as its record has them too.
  Money difference;                ///< Beyond the books and the statement's lines.
};

/// Books of before the log's time, while their lines come in.
struct History {
  std::uint64_t seq;  ///< Of the record that two people signed.
  std::string by;
  std::uint64_t count;  ///< Of its lines.
  Hash root;            ///< Of the tree of their entries.
  std::uint64_t lots;   ///< That they open.
  CompactRange lines = {};
  std::uint64_t opened = 0;
};

/// Where the replay finds what isn't in the record at hand.
struct Sources {
  /// The rulebook of this digest. Throws Error where there is none.
  std::function<std::string(const Hash& digest)> rulebook;
  /// The bytes of an earlier record.
  std::function<std::string(std::uint64_t seq)> record;
  /// The leaf hashes of a full tile of records before.
  Roots::Leaves leaves;
};

/// Everything that the replayed records add up to.
struct State {
  Sources sources;

  std::string origin;
  std::uint64_t size = 0;  ///< Of the log before the record at hand.
  Roots roots;
  Keyring keyring;
  Instant last_at = Instant::min();  ///< Of the record before the one at hand.
  std::set<Hash> signed_texts;       ///< The challenges of all statements that were recorded.

  Rulebook rulebook;
  std::map<int, Hash> rulebooks;  ///< By version; the last is in force.

  std::set<std::string> organisations;
  std::set<std::string> funds;
  std::map<std::string, Restriction> terms;  ///< Of the funds that aren't for everything.
  std::map<std::string, Place> places;
  std::map<std::string, Case> cases;
  std::map<std::string, Request> requests;
  std::map<std::string, Payment> payments;
  std::map<std::string, Batch> batches;
  std::string open_batch;  ///< The one whose payments follow now.
  /// The requests that payments were ordered for, or turned out to be of, by decision and purpose.
  std::map<std::pair<std::string, std::string>, std::set<std::string>> paid;
  /// The sizes of the heads on which large payments rest, with the first payment's record.
  std::map<std::uint64_t, std::uint64_t> relied_on;
  std::map<std::string, Statement> statements;
  std::map<std::string, Acceptance> acceptances;  ///< By the statement that was accepted.
  Gifts gifts;
  std::set<std::string> transfers;
  std::map<std::string, bool> exceptions;  ///< Whether each was resolved.
  std::set<std::string> reconciliations;
  Closing closing;
  std::set<std::uint64_t> reversed;
  std::optional<History> history;  ///< The one whose lines follow now.
  bool has_begun = false;          ///< Something is there that no history may follow.

  Book book{Book::Extent::whole};

  [[nodiscard]] int rulebook_version() const {
    return rulebooks.empty() ? 0 : rulebooks.rbegin()->first;
  }
};

/// A record while it is taken into the state.
struct Taken {
  const Record& record;
  const Envelope& envelope;
  const Scan& scan;
  const std::vector<std::string>& signers;  ///< In the order of their signatures.

  /// SHA-256 of its bytes.
  [[nodiscard]] Hash digest() const { return sha256(scan.bytes()); }
};

/// How a kind of record is replayed.
struct Rule {
  std::string_view kind;
  /// The kind in the rulebook's [[acts]] that says which roles sign it; empty: the kind itself
  /// does.
  std::string_view act = {};
  /// Checks it against what came before and takes it in. Null: its form and signatures say it all.
  void (*apply)(State& state, const Taken& taken) = nullptr;
  /// Whether such a record may have an entry: `apply` says which lines, or two people do.
  bool books = false;
};

/// The rules by subject. A kind that has none is checked for form, signatures and entry only.
std::span<const Rule> rules_of_people();
std::span<const Rule> rules_of_cases();
std::span<const Rule> rules_of_claims();
std::span<const Rule> rules_of_payments();
std::span<const Rule> rules_of_money();
std::span<const Rule> rules_of_receipts();
std::span<const Rule> rules_of_statements();
std::span<const Rule> rules_of_history();

/// The request that a record is about; and the same where it is about the version that stands.
Request& request_of(State& state, const Taken& taken);
Request& standing_request(State& state, const Taken& taken);

/// The thing of this identifier. Throws Error{refused} with the sentence where there is none.
template <class Thing>
Thing& known(std::map<std::string, Thing>& things, const std::string& id,
             std::string_view sentence) {
  const auto found = things.find(id);
  require(found != things.end(), Errc::refused, sentence);
  return found->second;
}

/// Takes a new thing in. Throws Error{refused} with the sentence where its identifier is taken.
template <class Thing>
Thing& introduce(std::map<std::string, Thing>& things, const std::string& id, Thing thing,
                 std::string_view sentence) {
  const auto [at, is_new] = things.try_emplace(id, std::move(thing));
  require(is_new, Errc::refused, sentence);
  return at->second;
}

/// Checks and takes in what reserves the money of an approved request (E5), and releases what came
/// back of an earlier payment of it whose payout was changed (E12).
void take_commitment(State& state, const Taken& taken, const Request& request);

/// Checks that what is reserved for a request is released in full (E6), where anything is.
void check_release(const State& state, const Taken& taken, const Request& request);

/// Follows the lots that a line of a history opened, up to its last line.
void follow_history(State& state, std::uint64_t seq, const Book::Changes& changes);

/// Checks that the fund of a request may pay for it by its terms, on the day of the record.
void check_terms(const State& state, const Taken& taken, const Request& request);

/// Checks that no more requests than the purpose allows are paid for a recognition decision, this
/// one of them. What failed or was given up isn't paid.
void check_limit(State& state, const std::string& id, const Request& request);

/// Whether the bank was asked for a payment, or has booked it, and it didn't come back.
bool pays(const Payment& payment);

/// The place at which an entry has a line of this account. Throws Error{refused} without one.
std::string place_in(const std::optional<Entry>& entry, std::string_view account);

/// What is open of a payment: ordered and not booked (2110), or come back and owed to the person
/// (2100). Zero or above.
Money ordered_of(const State& state, const Payment& payment);
Money owed_of(const State& state, const Payment& payment);

/// Whether an entry moves exactly what these lines move, in whatever order.
bool moves(const std::optional<Entry>& entry, const std::vector<Line>& lines);

}  // namespace relief::audit
