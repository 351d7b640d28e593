#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/policy.h"
#include "ledger/audit/tree.h"
#include "ledger/audit/verdict.h"
#include "ledger/proof/checkpoint.h"

namespace relief::audit {

/// A checkpoint that the policy's log signed, and which of the policy's witnesses saw it.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<std::string> witnesses;
};

/// Throws Error: malformed for what isn't a checkpoint of the policy's log; refused where its key
/// didn't sign it, or a signature under a key of the policy doesn't hold.
SignedCheckpoint open_checkpoint(std::string_view note, const Policy& policy);

/// The same for a checkpoint that the log signed earlier: what it throws says which one it is.
SignedCheckpoint open_earlier(std::string_view note, const Policy& policy);

/// Whether a quorum of the policy's witnesses saw it. Never, where the policy asks for none.
bool is_witnessed(const SignedCheckpoint& head, const Policy& policy);

/// Follows earlier checkpoints of the log through its tree, in the order of their sizes, and keeps
/// the first that the tree doesn't extend.
class Past {
 public:
  Past(const Roots& roots, const Policy& policy) : roots_{roots}, policy_{policy} {}

  /// Follows it, unless the tree has diverged before.
  void follow(const SignedCheckpoint& head);
  /// Opens a note and follows it; answers it. Throws as open_earlier.
  Checkpoint take(std::string_view note);

  /// What witnesses know of the head that comes after all of these.
  [[nodiscard]] HeadState state_of(const SignedCheckpoint& head) const;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Set where the tree isn't an extension; its record is the first that no agreeing checkpoint
  /// covers.
  [[nodiscard]] const std::optional<Finding>& divergence() const noexcept { return divergence_; }

 private:
  const Roots& roots_;
  const Policy& policy_;
  std::uint64_t count_ = 0;
  bool saw_witnessed_ = false;
  std::uint64_t agreed_ = 0;  ///< The largest size at which tree and checkpoints agree.
  std::optional<Finding> divergence_;
};

/// Throws Failure where the tree diverged from an earlier checkpoint.
void check_past(const Past& past);

/// Throws Failure unless the tree extends the checkpoint that an auditor kept.
void check_kept(const std::string& note, const Roots& roots, const Policy& policy);

/// Throws Failure where fewer witnesses saw the checkpoint than the policy asks for.
void check_witnesses(const SignedCheckpoint& head, const Policy& policy);

/// Checks that the log signed, and enough of the policy's witnesses saw, every head on which a
/// large payment rests: its size, and the payment's record. `find` answers the head of a size, if
/// the log signed one. Throws Failure for the first payment of which that isn't so.
Check::Counts check_relied_on(
    const std::map<std::uint64_t, std::uint64_t>& sizes, const Policy& policy,
    const std::function<std::optional<SignedCheckpoint>(std::uint64_t size)>& find);

}  // namespace relief::audit
