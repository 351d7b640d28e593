#include "ledger/storage/pipeline.h"

#include <algorithm>

#include "ledger/aid/request.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<PipelineStep> pipeline(Transaction& tx, const std::string& organisation) {
  std::string status, code, sum;
  long long count = 0;
  std::vector<PipelineStep> steps;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select status, currency, count(*), sum(amount)::text from request
       where :organisation = '' or organisation = :organisation
       group by status, currency order by currency
    )sql",
                               in(organisation, "organisation"), soci::into(status),
                               soci::into(code), soci::into(count), soci::into(sum));
  for (statement.execute(); statement.fetch();) {
    steps.push_back({.status = status,
                     .count = static_cast<long>(count),
                     .sum = Money::of_units(sum, currency(code))});
  }
  std::ranges::stable_sort(
      steps, {}, [](const PipelineStep& step) { return request_statuses.value(step.status); });
  return steps;
}

}  // namespace relief::storage
