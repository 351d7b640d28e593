#include "ledger/cases/scope.h"

#include "ledger/base/error.h"

namespace relief {

bool sees(const Actor& actor, const OrganisationId& organisation) {
  return actor.role != Role::shelter || actor.organisation == organisation;
}

std::string scope_of(const Actor& actor) {
  if (actor.role != Role::shelter) return {};
  require(actor.organisation.has_value(), Errc::not_found, "you belong to no organisation");
  return actor.organisation->text();
}

storage::ReliefCase case_for(storage::Transaction& tx, const Actor& actor, const CaseId& id) {
  auto relief_case = storage::find_case(tx, id);
  require(sees(actor, relief_case.organisation), Errc::not_found, "there is no such case");
  return relief_case;
}

storage::Request request_for(storage::Transaction& tx, const Actor& actor, const RequestId& id) {
  auto request = storage::find_request(tx, id);
  require(sees(actor, request.organisation), Errc::not_found, "there is no such request");
  return request;
}

}  // namespace relief
