#include "ledger/audit/checkpoints.h"

#include <algorithm>

#include "ledger/base/error.h"

namespace relief::audit {

SignedCheckpoint open_checkpoint(std::string_view note, const Policy& policy) {
  auto trusted = policy.logs;
  trusted.insert(trusted.end(), policy.witnesses.begin(), policy.witnesses.end());
  auto opened = open_note(note, trusted);
  SignedCheckpoint read{.checkpoint = parse_checkpoint(opened.text), .witnesses = {}};
  require(read.checkpoint.origin == policy.origin, Errc::malformed,
          "the checkpoint is one of another log");
  require(std::ranges::find(opened.verified, policy.origin) != opened.verified.end(), Errc::refused,
          "the log's key in the policy didn't sign the checkpoint");
  for (auto& name : opened.verified) {
    if (name != policy.origin) read.witnesses.push_back(std::move(name));
  }
  return read;
}

void Past::take(std::string_view note) {
  if (divergence_) return;
  const auto [checkpoint, witnesses] = open_checkpoint(note, policy_);
  ++count_;
  if (checkpoint.size > roots_.size()) {
    divergence_ = {"an earlier checkpoint covers records that aren't here", roots_.size()};
  } else if (roots_.at(checkpoint.size) != checkpoint.root) {
    divergence_ = {"it or one after it, up to record " + std::to_string(checkpoint.size - 1) +
                       ", isn't what the log signed before",
                   agreed_};
  } else {
    agreed_ = std::max(agreed_, checkpoint.size);
  }
}

}  // namespace relief::audit
