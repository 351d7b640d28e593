#include "ledger/storage/places.h"

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"

namespace relief::storage {
namespace {

struct PlaceColumns {
  std::string id, type, currency, organisation, name, iban;

  [[nodiscard]] Place place() const {
    return {.id = PlaceId{id},
            .type = place_types.value(type),
            .currency = &relief::currency(currency),
            .organisation =
                organisation.empty() ? std::nullopt : std::optional{OrganisationId{organisation}},
            .name = name,
            .iban = iban};
  }
};

}  // namespace

Place find_place(Transaction& tx, const PlaceId& id) {
  PlaceColumns row;
  tx.sql() << R"sql(
      select id, type, currency, coalesce(organisation, ''), name, coalesce(iban, '')
        from place where id = :id
    )sql",
      in(id, "id"), soci::into(row.id), soci::into(row.type), soci::into(row.currency),
      soci::into(row.organisation), soci::into(row.name), soci::into(row.iban);
  require(tx.sql().got_data(), Errc::not_found, "there is no such place");
  return row.place();
}

std::optional<Place> find_place_by_iban(Transaction& tx, const std::string& iban) {
  std::string id;
  tx.sql() << "select id from place where iban = :iban", in(iban, "iban"), soci::into(id);
  if (!tx.sql().got_data()) return std::nullopt;
  return find_place(tx, PlaceId{id});
}

std::string place_named(Transaction& tx, const std::string& name) {
  if (name.empty()) return {};
  std::string id;
  tx.sql() << R"sql(
      select id from place where id = lower(:name) or iban = upper(replace(:name, ' ', ''))
    )sql",
      in(name, "name"), soci::into(id);
  require_field(tx.sql().got_data(), "/place", "no place has this identifier or account number");
  return id;
}

std::vector<Place> all_places(Transaction& tx) {
  PlaceColumns row;
  std::vector<Place> places;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, type, currency, coalesce(organisation, ''), name, coalesce(iban, '')
        from place order by seq, id
    )sql",
       soci::into(row.id), soci::into(row.type), soci::into(row.currency),
       soci::into(row.organisation), soci::into(row.name), soci::into(row.iban));
  for (statement.execute(); statement.fetch();) places.push_back(row.place());
  return places;
}

void insert(Transaction& tx, const Place& place, std::uint64_t seq) {
  const std::string type{place_types.text(place.type)};
  const std::string currency{place.currency->code};
  const auto organisation = place.organisation ? place.organisation->text() : std::string{};
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into place (id, type, currency, organisation, name, iban, seq)
      values (:id, :type, :currency, nullif(:organisation, ''), :name, nullif(:iban, ''),
              cast(:seq as bigint))
    )sql",
      in(place.id, "id"), in(type, "type"), in(currency, "currency"),
      in(organisation, "organisation"), in(place.name, "name"), in(place.iban, "iban"),
      in(record, "seq");
}

}  // namespace relief::storage
