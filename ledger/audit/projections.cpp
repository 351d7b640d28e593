#include "ledger/audit/projections.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/audit/checks.h"
#include "ledger/base/text.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/places.h"
#include "ledger/storage/projections.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/requests.h"

namespace relief::audit {
namespace {

bool equal(const Posting& a, const Posting& b) {
  return a.seq == b.seq && a.number == b.number && a.on == b.on && a.line == b.line &&
         a.balance == b.balance && a.version == b.version;
}

bool equal(const Book::Balance& a, const Book::Balance& b) {
  return a.amount == b.amount && a.version == b.version;
}

bool equal(const Book::Item& a, const Book::Item& b) {
  return a.amount == b.amount && a.fund == b.fund;
}

bool equal(const Money::Units& a, const Money::Units& b) { return a == b; }

bool equal(const Lots::Open& a, const Lots::Open& b) {
  return std::ranges::equal(a.lots, b.lots, [](const auto& left, const auto& right) {
    return left.first == right.first && left.second.gift == right.second.gift &&
           left.second.left == right.second.left;
  });
}

bool equal(const std::vector<LotUse>& a, const std::vector<LotUse>& b) {
  return std::ranges::equal(a, b, [](const LotUse& left, const LotUse& right) {
    return left.lot == right.lot && left.amount == right.amount;
  });
}

/// Whether two tables have the same rows; entries that the replay only looked at don't count.
template <class Map>
void compare(const Map& stored, const Map& made, const std::string& what) {
  for (const auto& [key, row] : made) {
    const auto found = stored.find(key);
    const typename Map::mapped_type none{};
    if (!equal(found == stored.end() ? none : found->second, row)) {
      fail(what + " in the database isn't what the log makes it");
    }
  }
  for (const auto& [key, row] : stored) {
    if (!made.contains(key)) fail(what + " in the database follows from no record");
  }
}

void compare_case(const storage::ReliefCase& row, const State& state) {
  const auto found = state.cases.find(row.id.text());
  if (found == state.cases.end()) fail("a case in the database is in no record", row.seq);
  const auto& relief_case = found->second;
  const bool same = row.organisation.text() == relief_case.organisation &&
                    row.status == relief_case.status &&
                    (row.recognition ? row.recognition->text() : "") == relief_case.recognition &&
                    row.recognised_on == relief_case.recognised_on &&
                    (row.review == storage::Review::released) == relief_case.released;
  if (!same) fail("a case in the database isn't as the log has it", row.seq);
}

/// Whether an approved request waits for its order is whether its money is reserved.
bool waits_as_told(const storage::Request& row, const State& state) {
  if (row.status != RequestStatus::approved) return true;
  const ItemKey reserve{.account = "9200", .place = row.place.text(), .item = row.id.text()};
  const bool is_reserved = state.book.item(reserve) != 0;
  return (row.waits_for == storage::WaitsFor::order) == is_reserved;
}

/// The life of a request as the log alone tells it: what waits for a decision is one.
RequestStatus as_replayed(RequestStatus status) {
  const bool waits = status == RequestStatus::being_checked || status == RequestStatus::held;
  return waits ? RequestStatus::submitted : status;
}

/// Whether a request is paid as its place pays: the log has only a commitment to the payout, but it
/// knows a bank account from a box.
bool is_paid_as_told(const storage::Request& row, const State& state) {
  const auto place = state.places.find(row.place.text());
  if (place == state.places.end()) return false;
  const bool cash = place->second.type == storage::place_types.text(storage::PlaceType::box);
  return row.method == (cash ? PayoutMethod::cash : PayoutMethod::bank);
}

void compare_request(const storage::Request& row, const State& state) {
  const auto found = state.requests.find(row.id.text());
  if (found == state.requests.end()) fail("a request in the database is in no record", row.seq);
  const auto& request = found->second;
  const bool same =
      static_cast<std::uint64_t>(row.version) == request.version && row.amount == *request.money &&
      row.fund.text() == request.fund && row.place.text() == request.place &&
      row.digest == request.digest && row.relief_case.text() == request.relief_case &&
      row.purpose == request.purpose &&
      (row.recognition ? row.recognition->text() : "") == request.recognition &&
      row.payout == to_base64url(as_bytes(request.payout)) && is_paid_as_told(row, state) &&
      as_replayed(row.status) == request.status && waits_as_told(row, state);
  if (!same) fail("a request in the database isn't as the log has it", row.seq);
}

/// The reference that each payment's last order has.
using LastReferences = std::map<std::string, std::string>;

/// Whether the lines of a batch are those that its records tell, each under the reference that its
/// record committed to: a line of the bank is explained by nothing else.
void compare_orders(storage::Transaction& tx, const std::string& id, const Batch& batch,
                    const State& state, LastReferences& last) {
  const auto rows = storage::orders_of(tx, BatchId{id});
  const auto is_told = [&](const storage::PaymentOrderRow& row, std::size_t at) {
    const auto& line = batch.lines[at];
    const auto commitment = from_base64url(batch.references[at]);
    return static_cast<std::size_t>(row.number) == at + 1 && row.payment == line.payment &&
           row.amount == line.amount && commitment &&
           opens(*commitment, row.reference_key, row.reference);
  };
  bool same = rows.size() == batch.lines.size();
  for (std::size_t at = 0; same && at < rows.size(); ++at) {
    same = is_told(rows[at], at);
    const auto& payment = rows[at].payment.text();
    if (same && state.payments.at(payment).batch == id) last[payment] = rows[at].reference;
  }
  if (!same) fail("a batch's lines in the database aren't those that the log has");
}

void compare_payment(const storage::Payment& row, const State& state, const LastReferences& last) {
  const auto found = state.payments.find(row.id.text());
  if (found == state.payments.end()) fail("a payment in the database is in no record", row.seq);
  const auto& payment = found->second;
  const auto& terms = payment.terms;
  const bool same =
      row.request.text() == payment.request &&
      static_cast<std::uint64_t>(row.version) == payment.version && row.amount == payment.amount &&
      row.batch.text() == payment.batch && row.reference == last.at(row.id.text()) &&
      row.fund.text() == terms.fund && row.place.text() == terms.place &&
      row.expense_account == terms.expense_account && row.expensed_on == terms.expensed_on &&
      storage::payment_statuses.text(row.status) == request_statuses.text(payment.status);
  if (!same) fail("a payment in the database isn't as the log has it", row.seq);
}

/// Whether each batch has the lines that it was ordered with, and says so where it was cancelled.
LastReferences compare_batches(storage::Transaction& tx, const State& state) {
  LastReferences last;
  std::set<std::string> cancelled;
  for (const auto& [id, batch] : state.batches) {
    if (batch.cancelled) cancelled.insert(id);
    compare_orders(tx, id, batch, state, last);
  }
  if (storage::cancelled_batches(tx) != cancelled) {
    fail("the batches that the database calls cancelled aren't those that were");
  }
  return last;
}

/// Calls `each` for every row of a question that is asked page by page.
template <class Query, class Find, class Each>
std::uint64_t page_through(Query query, Find find, Each each) {
  std::uint64_t count = 0;
  while (true) {
    const auto rows = find(query);
    if (rows.empty()) return count;
    for (const auto& row : rows) each(row);
    count += rows.size();
    query.after = rows.back().seq;
  }
}

void compare_keys(storage::Transaction& tx, const Keyring& keyring) {
  const auto rows = storage::all_keys(tx);
  for (const auto& row : rows) {
    const auto found = keyring.keys().find(row.id.text());
    if (found == keyring.keys().end()) fail("a key in the database is in no record", row.from_seq);
    const auto& key = found->second;
    const bool same = row.person.text() == key.person && row.alg == key.alg && row.key == key.key &&
                      row.from_seq == key.from && row.to_seq == key.to;
    if (!same) fail("a key in the database isn't the one that the log has", key.from);
  }
  if (rows.size() != keyring.keys().size()) fail("a key of the log isn't in the database");
}

void compare_roles(storage::Transaction& tx, const Keyring& keyring) {
  const auto rows = storage::all_roles(tx);
  for (const auto& row : rows) {
    const bool known = std::ranges::any_of(keyring.roles(), [&](const HeldRole& role) {
      return role.person == row.person && role.role == row.role && role.from == row.from &&
             role.to == row.to;
    });
    if (!known) fail("a role in the database isn't one that the log has", row.from);
  }
  if (rows.size() != keyring.roles().size()) fail("a role of the log isn't in the database");
}

void compare_places(storage::Transaction& tx, const State& state) {
  const auto rows = storage::all_places(tx);
  for (const auto& row : rows) {
    const auto found = state.places.find(row.id.text());
    const bool same =
        found != state.places.end() && storage::place_types.text(row.type) == found->second.type &&
        *row.currency == *found->second.currency &&
        (row.organisation ? row.organisation->text() : "") == found->second.organisation;
    if (!same) fail("a place in the database isn't one that the log has");
  }
  if (rows.size() != state.places.size()) fail("a place of the log isn't in the database");
}

}  // namespace

void compare_row(const storage::LogRow& row, const ReadRecord& read) {
  const auto& [record, envelope] = read;
  if (row.kind != record.kind || row.actor != envelope.by || row.at != envelope.at) {
    fail("a column beside the record says something else than the record", row.seq);
  }
}

void compare_postings(const std::vector<Posting>& stored, const std::vector<Posting>& made) {
  const auto [left, right] = std::ranges::mismatch(
      stored, made, [](const Posting& a, const Posting& b) { return equal(a, b); });
  if (left == stored.end() && right == made.end()) return;
  if (right == made.end() || (left != stored.end() && left->seq < right->seq)) {
    fail("a posting in the database follows from no record", left->seq);
  }
  fail("the postings of the record aren't what it says", right->seq);
}

Check::Counts compare_books(storage::Transaction& tx, const State& state) {
  const auto stored = storage::stored_book(tx);
  const auto& made = state.book;
  compare(stored.balances, made.balances, "a balance");
  compare(stored.items, made.items, "an open item");
  compare(stored.positions, made.positions, "what a fund has available");
  compare(stored.lots.open, made.lots.open, "what is left of a gift");
  compare(stored.lots.uses, made.lots.uses, "the use of a gift");
  if (storage::wrong_sums(tx) > 0) fail("a sum by day, month or year isn't that of the postings");
  return {{"balances", stored.balances.size()},
          {"open items", stored.items.size()},
          {"positions", stored.positions.size()}};
}

Check::Counts compare_people(storage::Transaction& tx, const State& state) {
  compare_keys(tx, state.keyring);
  compare_roles(tx, state.keyring);
  compare_places(tx, state);
  const auto funds = storage::all_funds(tx);
  const bool same = std::ranges::all_of(
      funds, [&](const storage::Fund& fund) { return state.funds.contains(fund.id.text()); });
  if (!same || funds.size() != state.funds.size()) {
    fail("the funds in the database aren't those of the log");
  }
  return {{"keys", state.keyring.keys().size()},
          {"roles", state.keyring.roles().size()},
          {"places", state.places.size()},
          {"funds", funds.size()}};
}

Check::Counts compare_aid(storage::Transaction& tx, const State& state) {
  const auto cases = page_through(
      storage::CaseQuery{}, [&](const auto& query) { return storage::find_cases(tx, query); },
      [&](const storage::ReliefCase& row) { compare_case(row, state); });
  if (cases != state.cases.size()) fail("a case of the log isn't in the database");
  const auto requests = page_through(
      storage::RequestQuery{}, [&](const auto& query) { return storage::find_requests(tx, query); },
      [&](const storage::Request& row) { compare_request(row, state); });
  if (requests != state.requests.size()) fail("a request of the log isn't in the database");
  const auto last = compare_batches(tx, state);
  const auto payments = page_through(
      storage::PaymentQuery{}, [&](const auto& query) { return storage::find_payments(tx, query); },
      [&](const storage::Payment& row) { compare_payment(row, state, last); });
  if (payments != state.payments.size()) fail("a payment of the log isn't in the database");
  return {{"cases", cases}, {"requests", requests}, {"payments", payments}};
}

}  // namespace relief::audit
