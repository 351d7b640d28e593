#include "api/pages/words.h"

#include <map>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"

namespace relief {
std::string_view words_az();  // api/web/words/*.json, embedded by the build.
std::string_view words_en();
}  // namespace relief

namespace relief::pages {
namespace {

using Catalogue = std::map<std::string, std::string, std::less<>>;

Catalogue catalogue(std::string_view json) { return nlohmann::json::parse(json).get<Catalogue>(); }

}  // namespace

std::string Words::operator()(std::string_view key) const {
  static const Catalogue az = catalogue(words_az());
  static const Catalogue en = catalogue(words_en());
  const auto& words = english_ ? en : az;
  const auto found = words.find(key);
  ensure(found != words.end(), "every text of a page is in both catalogues");
  return found->second;
}

}  // namespace relief::pages
