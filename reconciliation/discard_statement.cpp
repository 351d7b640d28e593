#include "reconciliation/discard_statement.h"

#include "reconciliation/discards.h"
#include "reconciliation/store.h"
#include "reconciliation/take_statement.h"

namespace relief::reconciliation {

Facts discard_statement(Work& work, const Discard& input) {
  const auto row = find_statement(work.tx(), input.statement);
  require(row.state != StatementState::posted, Errc::conflict,
          "this statement is in the books, and what is in the books stays");
  require(row.state != StatementState::discarded, Errc::conflict,
          "this statement was discarded before");

  auto discarded = nlohmann::json::array();
  for (const auto& each : statements_of_file(work.tx(), row.file.value())) {
    if (each.state == StatementState::posted) continue;
    set_discarded(work.tx(), each.id);
    insert(
        work.tx(),
        DiscardRow{
            .statement = each.id, .code = input.code, .by = work.actor().person, .at = work.now()});
    discarded.push_back(each.id.text());
  }
  // Pages of another file may have waited while one of this stood in their way.
  post_waiting(work, work.place(row.place));
  return {{"id", row.id.text()},
          {"state", statement_states.text(StatementState::discarded)},
          {"statements", std::move(discarded)}};
}

}  // namespace relief::reconciliation
