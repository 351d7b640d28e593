#include "ledger/cases/under_rule.h"

namespace relief {

Record under_rule(const Work& work, std::string_view rule, Record record) {
  const auto* found = act_rule(work.rulebook(), rule);
  require(found != nullptr, Errc::refused, "the rulebook in force doesn't know such an act");
  record.rulebook = work.rulebook_version();
  record.clause = found->clause;
  return record;
}

}  // namespace relief
