#include "api/http/paging.h"

#include <utility>

#include "ledger/base/error.h"

namespace relief::api {
namespace {

constexpr int usual_limit = 100;
constexpr int most = 500;

}  // namespace

std::string asked_for(const Call& call, const std::string& name) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? std::string{} : found->second;
}

Page page_of(const Call& call) {
  Page page{.limit = usual_limit, .after = asked_for(call, "cursor")};
  const auto limit = asked_for(call, "limit");
  if (limit.empty()) return page;
  const bool digits = limit.find_first_not_of("0123456789") == std::string::npos;
  require(digits && limit.size() <= 3, Errc::malformed, "a limit is a number up to 500");
  page.limit = std::stoi(limit);
  require(page.limit >= 1 && page.limit <= most, Errc::malformed, "a limit is a number up to 500");
  return page;
}

nlohmann::json list_of(nlohmann::json items, const Page& page) {
  nlohmann::json cursor;
  if (static_cast<int>(items.size()) == page.limit) cursor = items.back().at("id");
  return {{"items", std::move(items)}, {"next_cursor", std::move(cursor)}};
}

}  // namespace relief::api
