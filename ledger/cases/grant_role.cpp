#include "ledger/cases/grant_role.h"

#include <algorithm>

#include "ledger/cases/under_rule.h"
#include "ledger/storage/people.h"

namespace relief {

Facts grant_role(Work& work, const RoleChange& input) {
  const auto person = storage::find_person(work.tx(), input.person);
  const auto held = storage::roles_of(work.tx(), input.person);
  const auto& rules = work.rulebook().roles;
  for (const auto role : held) {
    require(role != input.role, Errc::conflict, "this person has this role already");
    require_clause(compatible(work.rulebook(), roles.text(role), roles.text(input.role)),
                   rules.clause, "one person may not hold both these roles");
  }
  const bool shelter = input.role == Role::shelter;
  require(shelter == person.organisation.has_value(), Errc::refused,
          "the staff of an organisation, and only they, have the role of a shelter");

  nlohmann::json fields{{"user", input.person.text()}, {"role", roles.text(input.role)}};
  if (person.organisation) fields["org"] = person.organisation->text();
  const auto seq =
      work.append_signed(under_rule(work, "role", {.kind = "role.granted", .fields = fields}),
                         {.target = input.person.text()});
  storage::grant_role(work.tx(), input.person, input.role, seq);
  return {{"id", input.person.text()}, {"role", roles.text(input.role)}, {"seq", seq}};
}

Facts withdraw_role(Work& work, const RoleChange& input) {
  const auto held = storage::roles_of(work.tx(), input.person);
  require(std::ranges::find(held, input.role) != held.end(), Errc::conflict,
          "this person doesn't have this role");
  require(input.role != Role::administrator ||
              storage::signers_without(work.tx(), Role::administrator, input.person) >= 2,
          Errc::refused, "two administrators with keys must be left");
  const auto seq = work.append_signed(
      under_rule(work, "role",
                 {.kind = "role.withdrawn",
                  .fields = {{"user", input.person.text()}, {"role", roles.text(input.role)}}}),
      {.target = input.person.text()});
  storage::withdraw_role(work.tx(), input.person, input.role, seq);
  return {{"id", input.person.text()}, {"role", roles.text(input.role)}, {"seq", seq}};
}

}  // namespace relief
