#include "api/http/json.h"

#include <set>
#include <string>
#include <vector>

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
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key) {
      require(names_.back().insert(parsed.get<std::string>()).second, Errc::malformed,
              "a name stands twice in one object of the body");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> names_;
};

}  // namespace

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
