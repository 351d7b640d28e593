#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

enum class OrganisationType { shelter, centre, hotline, mission, police, ngo };

inline constexpr auto organisation_types = names<OrganisationType>({
    {OrganisationType::shelter, "shelter"},
    {OrganisationType::centre, "centre"},
    {OrganisationType::hotline, "hotline"},
    {OrganisationType::mission, "mission"},
    {OrganisationType::police, "police"},
    {OrganisationType::ngo, "ngo"},
});

/// Who takes people in or refers them: a shelter, the assistance centre, the hot line, a mission
/// abroad, the police department, an NGO.
struct Organisation {
  OrganisationId id;
  OrganisationType type;
  std::string name;
};

/// Throws Error{not_found}.
Organisation find_organisation(Transaction& tx, const OrganisationId& id);
std::vector<Organisation> all_organisations(Transaction& tx);
bool is_organisation_named(Transaction& tx, const std::string& name);
void insert(Transaction& tx, const Organisation& organisation, std::uint64_t seq);

}  // namespace relief::storage
