#include "api/http/openapi.h"

#include "api/http/nouns.h"

namespace relief::api {
namespace {

Reply get_openapi(const Call&) { return {.bytes = std::string{openapi_document()}}; }

}  // namespace

std::vector<Route> openapi_routes() {
  return {{"GET", "/v1/openapi.json", the_public, get_openapi}};
}

}  // namespace relief::api
