#include "reconciliation/resolve_exception.h"

#include "ledger/cases/under_rule.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

Facts resolve_exception(Work& work, const ExceptionId& id, const std::string& code) {
  const auto row = find_exception(work.tx(), id);
  require(!row.resolved_seq, Errc::conflict, "this exception is closed already");
  const auto seq =
      work.append_signed(under_rule(work, "exception",
                                    {.kind = "exception.resolved",
                                     .fields = {{"exception", id.text()}, {"code", code}},
                                     .cause = {row.raised_seq}}),
                         {.target = id.text(), .money = row.amount, .place = row.place.text()});
  resolve(work.tx(), id, code, seq);
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief::reconciliation
