#include "ledger/audit/contradictions.h"

#include "ledger/audit/checks.h"
#include "ledger/storage/contradictions.h"

namespace relief::audit {

Check::Counts check_contradictions(storage::Transaction& tx) {
  const auto [looked_for, first] = storage::find_contradictions(tx);
  if (!first.empty()) fail(first);
  return {{"contradictions looked for", looked_for}};
}

}  // namespace relief::audit
