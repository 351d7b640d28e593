#include "reconciliation/csv_profiles.h"
#include "api/http/callers.h"
#include "api/http/fields.h"
#include "api/http/nouns.h"

namespace relief::api {
namespace {

/// How the bank of a place writes its tables, in place of what was kept before.
Reply post_csv_profile(const Call& call) {
  Fields fields{call.json};
  const reconciliation::PlaceProfile input{.place = fields.id<PlaceId>("place"),
                                           .json = fields.value("profile").dump()};
  fields.done();
  return commit_call(call, 200,
                     [input](Work& work) { return reconciliation::set_csv_profile(work, input); });
}

}  // namespace

std::vector<Route> csv_profiles_routes() {
  return {{"POST", "/v1/csv-profiles", treasurers, post_csv_profile, Body::json, true}};
}

}  // namespace relief::api
