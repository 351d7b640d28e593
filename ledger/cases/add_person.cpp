#include "ledger/cases/add_person.h"

#include "ledger/base/at_field.h"
#include "ledger/storage/organisations.h"
#include "ledger/storage/people.h"

namespace relief {

Facts add_person(Work& work, const NewPerson& input) {
  if (storage::find_person_by_login(work.tx(), input.login)) {
    throw Error{Errc::conflict, "somebody else has this login"}.at("/user");
  }
  at_field("/organisation", [&] {
    if (input.organisation) storage::find_organisation(work.tx(), *input.organisation);
  });
  const auto id = work.new_id<PersonId>();
  storage::insert(work.tx(),
                  storage::Person{.id = id,
                                  .login = input.login,
                                  .name = input.name,
                                  .password = input.password,
                                  .organisation = input.organisation},
                  work.now());
  return {{"id", id.text()}};
}

}  // namespace relief
