#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/audit/signatures.h"
#include "ledger/audit/state.h"
#include "ledger/audit/verdict.h"
#include "ledger/proof/scan.h"

namespace relief::audit {

/// What one record came to.
struct Replayed {
  ReadRecord record;
  Signers signers;
  Book::Changes changes;  ///< Of the books, by its entry.
};

/// What the replay has counted.
struct Counted {
  std::uint64_t signatures = 0;
  std::uint64_t approvals = 0;
  std::uint64_t entries = 0;
  std::uint64_t postings = 0;
};

/// Replays a log from its first record: each is checked against all before it (form, signatures,
/// roles, the rulebook then in force, the rules of its kind and of its entry) and taken in. It
/// knows nothing but the records and the texts of the rulebooks.
class Replay {
 public:
  explicit Replay(Sources sources);

  /// The tree of the log. Whoever replays appends each leaf before its record is taken.
  [[nodiscard]] Roots& roots() noexcept { return state_.roots; }

  /// Takes the next record. Its signatures are still due. Throws Error with what is wrong with it;
  /// then the replay is over.
  Replayed take(const Scan& scan);

  /// What can only be said of the whole. Throws Error.
  void finish() const;

  [[nodiscard]] const State& state() const noexcept { return state_; }
  [[nodiscard]] const Counted& counted() const noexcept { return counted_; }

 private:
  [[nodiscard]] ReadRecord read(const Scan& scan) const;
  [[nodiscard]] const Currency& currency_of(const Scan& scan, const std::string& place) const;
  [[nodiscard]] Signers check_acts(const ReadRecord& read, const Scan& scan,
                                   const Rule* rule) const;
  void check_signers(const Record& record, const Rule* rule,
                     const std::vector<std::string>& signers) const;
  void check_author(const Envelope& envelope, const std::vector<std::string>& signers) const;
  void count(const Replayed& replayed);

  State state_;
  Counted counted_;
};

/// What a verdict says of a replay.
Check::Counts counts_of(const Replay& replay);

}  // namespace relief::audit
