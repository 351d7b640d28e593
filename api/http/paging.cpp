#include "api/http/paging.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "ledger/base/at_field.h"
#include "ledger/base/error.h"
#include "ledger/cases/scope.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/organisations.h"
#include "ledger/storage/places.h"

namespace relief::api {
namespace {

constexpr int usual_limit = 100;
constexpr int most = 500;

}  // namespace

std::string asked_for(const Call& call, const std::string& name) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? std::string{} : found->second;
}

std::optional<Date> day_asked(const Call& call, const std::string& name) {
  const auto text = asked_for(call, name);
  if (text.empty()) return std::nullopt;
  return at_field("/" + name, [&] { return parse_date(text); });
}

std::string fund_asked(storage::Transaction& tx, const Call& call) {
  return storage::fund_named(tx, asked_for(call, "fund"));
}

std::string place_asked(storage::Transaction& tx, const Call& call) {
  return storage::place_named(tx, asked_for(call, "place"));
}

std::string organisation_asked(storage::Transaction& tx, const Call& call) {
  auto own = scope_of(call.actor);
  auto asked = asked_for(call, "organisation");
  if (asked.empty()) return own;
  const auto is_asked = [&](const storage::Organisation& each) { return each.id.text() == asked; };
  const bool known =
      own.empty() ? std::ranges::any_of(storage::all_organisations(tx), is_asked) : asked == own;
  require_field(known, "/organisation", "no organisation that you see has this identifier");
  return asked;
}

Page page_of(const Call& call) {
  Page page{.limit = usual_limit, .after = asked_for(call, "cursor")};
  const auto limit = asked_for(call, "limit");
  if (limit.empty()) return page;
  const bool digits = limit.find_first_not_of("0123456789") == std::string::npos;
  page.limit = digits && limit.size() <= 3 ? std::stoi(limit) : 0;
  require_field(page.limit >= 1 && page.limit <= most, "/limit",
                "a limit is a number from 1 to 500");
  return page;
}

nlohmann::json list_of(nlohmann::json items, const Page& page, const char* key) {
  nlohmann::json cursor;
  if (static_cast<int>(items.size()) == page.limit) {
    const auto& last = items.back().at(key);
    cursor = last.is_string() ? last.get<std::string>() : last.dump();
  }
  return {{"items", std::move(items)}, {"next_cursor", std::move(cursor)}};
}

nlohmann::json list_of(nlohmann::json items) {
  return {{"items", std::move(items)}, {"next_cursor", nullptr}};
}

std::uint64_t seq_after(const Page& page) {
  if (page.after.empty()) return 0;
  std::uint64_t seq = 0;
  const auto* end = page.after.data() + page.after.size();
  const auto [stopped, error] = std::from_chars(page.after.data(), end, seq);
  require_field(error == std::errc{} && stopped == end && std::in_range<std::int64_t>(seq),
                "/cursor", "this cursor is none of this list");
  return seq;
}

}  // namespace relief::api
