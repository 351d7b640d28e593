#include "api/http/json.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/http/fields.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {

nlohmann::json to_json(const Money& money) {
  return {{"amount", money.decimal()}, {"currency", money.currency().code}};
}

}  // namespace relief

namespace relief::api {
namespace {

constexpr int deepest_level = 16;

/// Looks over the parser's shoulder and refuses what nlohmann::json would let pass: a name that
/// comes twice (the last one would win), and nesting without an end.
class Strictness {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    require(depth <= deepest_level, Errc::malformed, "the body is nested too deeply");
    const bool starts = event == Event::object_start || event == Event::array_start;
    if ((starts || event == Event::value) && !levels_.empty()) ++levels_.back().count;
    if (starts) levels_.push_back({.is_list = event == Event::array_start});
    if (event == Event::object_end || event == Event::array_end) levels_.pop_back();
    if (event == Event::key) {
      auto& level = levels_.back();
      level.name = parsed.get<std::string>();
      const bool is_new = level.names.insert(level.name).second;
      if (!is_new) require_field(false, place(), "this name stands twice in one object");
    }
    return true;
  }

 private:
  /// An object or list that isn't closed yet, and where in it the parser stands.
  struct Level {
    bool is_list;
    std::size_t count = 0;
    std::string name = {};
    std::set<std::string> names = {};
  };

  /// Where the parser stands. A name that nobody knows may be anything: the pointer ends before it.
  [[nodiscard]] std::string place() const {
    std::string pointer;
    for (const auto& level : levels_) {
      if (!level.is_list && !is_word(level.name)) break;
      pointer += "/" + (level.is_list ? std::to_string(level.count - 1) : level.name);
    }
    return pointer;
  }

  std::vector<Level> levels_;
};

}  // namespace

nlohmann::json written_out(const Entry& entry) {
  auto lines = nlohmann::json::array();
  for (const auto& each : entry.lines) {
    lines.push_back({{"account", each.account},
                     {"fund", each.fund},
                     {"item", each.item},
                     {"amount", to_json(each.amount)}});
    if (!each.place.empty()) lines.back()["place"] = each.place;
  }
  return {{"on", to_text(entry.on)}, {"lines", std::move(lines)}};
}

nlohmann::json parse_json(std::string_view body) {
  require(is_utf8(body), Errc::malformed, "the body isn't UTF-8");
  try {
    Strictness strictness;
    return nlohmann::json::parse(
        body, [&](int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
          return strictness(depth, event, parsed);
        });
  } catch (const nlohmann::json::exception&) {
    throw Error{Errc::malformed, "the body isn't JSON"};
  }
}

}  // namespace relief::api
