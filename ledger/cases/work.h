#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/aid/rulebook.h"
#include "ledger/base/clock.h"
#include "ledger/base/entropy.h"
#include "ledger/base/ids.h"
#include "ledger/books/record.h"
#include "ledger/cases/homes.h"
#include "ledger/people/actor.h"
#include "ledger/people/commitment.h"
#include "ledger/people/secrets.h"
#include "ledger/storage/books.h"
#include "ledger/storage/log.h"
#include "ledger/storage/transaction.h"

namespace relief {

/// What a decision tells its caller: identifiers, states, amounts. Never personal data, since it is
/// kept with the idempotency key.
using Facts = nlohmann::json;

/// What a signed act's statement says for people's eyes, besides the content that binds it.
struct Terms {
  std::string target;  ///< The identifier of what is acted on, or "new".
  std::optional<Money> money = std::nullopt;
  std::string fund = {};
  std::string place = {};
};

/// The rulebook in force.
struct RulesInForce {
  int version;
  Rulebook rules;
};

/// What a decision works with: one database transaction, the books in it, the records it appends.
///
/// A decision looks and refuses first, then appends its records, then changes the stores: so a
/// draft of a signed act, which stops at the record to be signed, writes nothing. It never reads a
/// clock, rolls its own dice or commits.
class Work {
 public:
  struct Setting {
    storage::Transaction& tx;
    Book& book;
    Homes& homes;
    const RulesInForce& rules;
    const Secrets& secrets;
    const Entropy& entropy;
    Instant now;
    std::uint64_t next_seq;
  };
  enum class Mode { act, draft };
  /// `seed` makes the identifiers that the decision gives out; empty draws them at random. `acts`
  /// are the signed statements that came with it, their signatures verified.
  Work(const Setting& setting, const Actor& actor, Mode mode, std::string seed,
       std::vector<Act> acts);

  [[nodiscard]] storage::Transaction& tx() noexcept { return setting_.tx; }
  [[nodiscard]] storage::Books& books() noexcept { return books_; }
  /// Throw Error{not_found}.
  [[nodiscard]] const storage::Place& place(const PlaceId& id) {
    return setting_.homes.place(setting_.tx, id);
  }
  [[nodiscard]] const storage::Fund& fund(const FundId& id) {
    return setting_.homes.fund(setting_.tx, id);
  }
  [[nodiscard]] const Actor& actor() const noexcept { return actor_; }
  [[nodiscard]] const Rulebook& rulebook() const noexcept { return setting_.rules.rules; }
  [[nodiscard]] int rulebook_version() const noexcept { return setting_.rules.version; }
  [[nodiscard]] const Secrets& secrets() const noexcept { return setting_.secrets; }
  [[nodiscard]] const Entropy& entropy() const noexcept { return setting_.entropy; }
  [[nodiscard]] Instant now() const noexcept { return setting_.now; }
  [[nodiscard]] Date today() const { return day_in_baku(setting_.now); }

  /// 16 bytes for the next identifier or reference: derived from the seed, so that a statement's
  /// draft and its act give the same thing the same name; else random.
  std::string next_bytes();
  /// The same, as many bytes as are asked for: for the keys of commitments in a signed record.
  [[nodiscard]] Entropy drawn_bytes();
  template <class SomeId>
  SomeId new_id() {
    return SomeId::of(next_bytes());
  }

  /// Appends a record that nobody signs; returns its seq. Posts its entry first.
  /// Throws as Book::post.
  std::uint64_t append(Record record);

  /// Appends the record that the act's signers sign. Once in a decision, as its first record and
  /// before any change; the records that follow name it as their cause.
  /// Throws Error: malformed where the act came without a statement, conflict where a statement
  /// says anything else than what would be recorded now. In a draft it ends the decision.
  std::uint64_t append_signed(Record record, const Terms& terms);

  /// Appends a record by the actor "clock": what follows by itself from what was just done.
  std::uint64_t append_by_clock(Record record);

  /// The seq that the next record gets.
  [[nodiscard]] std::uint64_t next_seq() const noexcept { return setting_.next_seq + rows_.size(); }

  /// A record that waits for its signatures. Thrown by append_signed in a draft.
  struct Signed {
    Record record;  ///< Without acts.
    Terms terms;
  };

  /// Who signs, the first signer first. Empty in a draft.
  [[nodiscard]] std::vector<PersonId> signers() const;

  // For the door.
  [[nodiscard]] const std::vector<storage::LogRow>& rows() const noexcept { return rows_; }
  /// The SHA-256 of the bytes of a record that this decision appended.
  [[nodiscard]] Hash digest_of(std::uint64_t seq) const;

 private:
  std::uint64_t write(Record record, const std::string& by);

  Setting setting_;
  storage::Books books_;
  Actor actor_;
  Mode mode_;
  std::string seed_;
  std::vector<Act> acts_;
  std::uint64_t drawn_ = 0;
  std::vector<storage::LogRow> rows_;
};

}  // namespace relief
