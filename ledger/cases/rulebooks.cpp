#include "ledger/storage/rulebooks.h"
#include "ledger/cases/context.h"

namespace relief {

std::shared_ptr<const RulesInForce> Rulebooks::in_force(storage::Transaction& tx) {
  const auto version = storage::newest_rulebook(tx);
  const std::scoped_lock lock{mutex_};
  auto& rules = read_[version];
  if (!rules) {
    rules = std::make_shared<const RulesInForce>(
        RulesInForce{version, parse_rulebook(storage::rulebook_text(tx, version))});
  }
  return rules;
}

}  // namespace relief
