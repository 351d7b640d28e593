#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "ledger/proof/checkpoint.h"

namespace relief::audit {

/// What a verification came to; the numbers are the program's exit codes.
enum class Outcome {
  valid = 0,
  invalid = 1,
  misused = 2,     ///< What the auditor gave (policy, kept checkpoint) can't be used.
  unreadable = 3,  ///< Nothing is said about the books: they couldn't be read.
  diverges = 4,    ///< The log isn't an extension of a checkpoint that it signed before.
  few_witnesses = 5,
};

/// What the policy's witnesses know of the log's head.
enum class HeadState {
  witnessed,    ///< A quorum of them has cosigned it.
  unwitnessed,  ///< None has yet, or the policy asks for none.
  stale,  ///< A quorum has cosigned an earlier head, and not this one: they have failed since.
};

/// What is wrong, in a sentence for people, and the first record at fault where one can be named.
struct Finding {
  std::string sentence;
  std::optional<std::uint64_t> seq = std::nullopt;
};

/// One check, with what it counted.
struct Check {
  using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

  std::string name;
  Counts counts;
  std::optional<Finding> finding = std::nullopt;
  Outcome outcome = Outcome::valid;
};

/// The result of a verification, check by check in order.
class Verdict {
 public:
  void pass(std::string name, Check::Counts counts);
  void fail(Outcome outcome, std::string name, Finding finding);

  /// What is verified, for whoever reads the result.
  void describe(Checkpoint checkpoint) { checkpoint_ = std::move(checkpoint); }
  void describe(HeadState state) { state_ = state; }

  [[nodiscard]] bool holds() const { return outcome() == Outcome::valid; }

  /// The gravest: divergence, then an invalid log, then too few witnesses.
  [[nodiscard]] Outcome outcome() const;

  /// Whether all that diverges is that the log ends before a checkpoint that it signed: an older
  /// copy tells nothing of a rewriting.
  [[nodiscard]] bool ends_early() const;

  /// The first finding that names a record, or else the first.
  [[nodiscard]] std::optional<Finding> first() const;

  [[nodiscard]] const std::vector<Check>& checks() const noexcept { return checks_; }
  [[nodiscard]] const std::optional<Checkpoint>& checkpoint() const noexcept { return checkpoint_; }
  [[nodiscard]] HeadState head_state() const noexcept { return state_; }

 private:
  std::vector<Check> checks_;
  std::optional<Checkpoint> checkpoint_;
  HeadState state_ = HeadState::unwitnessed;
};

/// For people: a line a check, then the finding.
std::string to_text(const Verdict& verdict);

/// For programs: {"outcome","code","log","checks":[{"name","ok","counts","finding"?}],"finding"?}.
nlohmann::json to_json(const Verdict& verdict);

}  // namespace relief::audit
