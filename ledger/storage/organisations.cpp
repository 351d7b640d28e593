#include "ledger/storage/organisations.h"

#include <algorithm>

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

std::vector<Organisation> all_organisations(Transaction& tx) {
  std::string id, type, name;
  std::vector<Organisation> organisations;
  soci::statement statement =
      (tx.sql().prepare << "select id, type, name from organisation order by seq, id",
       soci::into(id), soci::into(type), soci::into(name));
  for (statement.execute(); statement.fetch();) {
    organisations.push_back(
        {.id = OrganisationId{id}, .type = organisation_types.value(type), .name = name});
  }
  return organisations;
}

bool is_organisation_named(Transaction& tx, const std::string& name) {
  int found = 0;
  tx.sql() << "select 1 from organisation where name = :name limit 1", in(name, "name"),
      soci::into(found);
  return tx.sql().got_data();
}

Organisation find_organisation(Transaction& tx, const OrganisationId& id) {
  const auto organisations = all_organisations(tx);
  const auto found = std::ranges::find(organisations, id, &Organisation::id);
  require(found != organisations.end(), Errc::not_found, "there is no such organisation");
  return *found;
}

void insert(Transaction& tx, const Organisation& organisation, std::uint64_t seq) {
  const std::string type{organisation_types.text(organisation.type)};
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into organisation (id, type, name, seq)
      values (:id, :type, :name, cast(:seq as bigint))
    )sql",
      in(organisation.id, "id"), in(type, "type"), in(organisation.name, "name"), in(record, "seq");
}

}  // namespace relief::storage
