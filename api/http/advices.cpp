#include "api/http/advices.h"

#include "reconciliation/late_advices.h"

namespace relief::api {

nlohmann::json advices_of(storage::Transaction& tx, const StatementId& statement, int line) {
  auto list = nlohmann::json::array();
  for (const auto& each : reconciliation::late_advices_of(tx, statement, line)) {
    list.push_back(
        {{"statement", each.advice.text()}, {"payments", each.payments}, {"items", each.items}});
  }
  return list;
}

}  // namespace relief::api
