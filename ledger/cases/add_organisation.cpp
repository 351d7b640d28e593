#include "ledger/cases/add_organisation.h"

#include "ledger/base/error.h"

namespace relief {

Facts add_organisation(Work& work, const NewOrganisation& input) {
  if (storage::is_organisation_named(work.tx(), input.name)) {
    throw Error{Errc::conflict, "another organisation has this name"}.at("/name");
  }
  const storage::Organisation organisation{
      .id = work.new_id<OrganisationId>(), .type = input.type, .name = input.name};
  const auto seq =
      work.append({.kind = "organisation.added",
                   .fields = {{"org", organisation.id.text()},
                              {"type", storage::organisation_types.text(input.type)}}});
  storage::insert(work.tx(), organisation, seq);
  return {{"id", organisation.id.text()}, {"seq", seq}};
}

}  // namespace relief
