#include "ledger/cases/transfer_case.h"

#include "ledger/cases/scope.h"
#include "ledger/storage/organisations.h"

namespace relief {

Facts transfer_case(Work& work, const CaseId& id, const OrganisationId& to) {
  require(work.actor().role == Role::shelter || work.actor().role == Role::administrator,
          Errc::forbidden, "only a case's organisation or an administrator hands it over");
  auto relief_case = case_for(work.tx(), work.actor(), id);
  storage::find_organisation(work.tx(), to);
  require(relief_case.organisation != to, Errc::conflict, "this organisation has the case already");

  const auto seq = work.append(
      {.kind = "case.transferred", .fields = {{"case", id.text()}, {"org", to.text()}}});
  relief_case.organisation = to;
  storage::update(work.tx(), relief_case);
  storage::move_requests(work.tx(), id, to);
  return {{"id", id.text()}, {"organisation", to.text()}, {"seq", seq}};
}

}  // namespace relief
