#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

enum class PlaceType { bank, box };

inline constexpr auto place_types = names<PlaceType>({
    {PlaceType::bank, "bank"},
    {PlaceType::box, "box"},
});

/// Where money is: a bank account, or a shelter's cash box. It moves only on its own evidence.
struct Place {
  PlaceId id;
  PlaceType type;
  const Currency* currency;
  std::optional<OrganisationId> organisation;  ///< Whose box it is.
  std::string name;
  std::string iban;  ///< Empty for a box.
};

/// Throws Error{not_found}.
Place find_place(Transaction& tx, const PlaceId& id);
std::optional<Place> find_place_by_iban(Transaction& tx, const std::string& iban);
/// The identifier of the place that people name by its identifier or, a bank account, by its IBAN.
/// Empty for an empty name. Throws Error{malformed} at /place.
std::string place_named(Transaction& tx, const std::string& name);
std::vector<Place> all_places(Transaction& tx);
void insert(Transaction& tx, const Place& place, std::uint64_t seq);

}  // namespace relief::storage
