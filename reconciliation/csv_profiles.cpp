#include "reconciliation/csv_profiles.h"

#include "ledger/base/error.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/places.h"

namespace relief::reconciliation {

using storage::in;

Facts set_csv_profile(Work& work, const PlaceProfile& input) {
  const auto& place = work.place(input.place);
  require(place.type == storage::PlaceType::bank, Errc::conflict,
          "only a place at a bank gets files of a bank");
  read_csv_profile(input.json);
  const auto at = to_text(work.now());
  work.tx().change() << R"sql(
      insert into csv_profile (place, profile, set_by, set_at)
      values (:place, :profile, :by, cast(:at as timestamptz))
      on conflict (place) do update
         set profile = excluded.profile, set_by = excluded.set_by, set_at = excluded.set_at
    )sql",
      in(input.place, "place"), in(input.json, "profile"), in(work.actor().person, "by"),
      in(at, "at");
  return {{"place", input.place.text()}};
}

std::optional<CsvProfile> csv_profile_at(storage::Transaction& tx, const PlaceId& place) {
  std::string profile;
  tx.sql() << "select profile from csv_profile where place = :place", in(place, "place"),
      soci::into(profile);
  if (!tx.sql().got_data()) return std::nullopt;
  return read_csv_profile(profile);
}

}  // namespace relief::reconciliation
