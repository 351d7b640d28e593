#include "api/cli/demo_invented.h"

#include <array>
#include <string_view>

namespace relief::cli {
namespace {

// Example, Sample, Imagined, Fable, Riddle …: words, not names.
constexpr std::array<std::string_view, 12> given_names{"Nümunə",   "Örnək",    "Xəyalə",  "Nağıl",
                                                       "Tapmaca",  "Bənzətmə", "Rəvayət", "Ülgü",
                                                       "Sınaqgül", "Şərti",    "Çıxarış", "İfadə"};
constexpr std::array<std::string_view, 11> family_names{
    "Uydurmazadə", "Olmayanlı", "Xəyalqızı", "Kağızova",  "Nağılbəyli", "Təxminova",
    "Ğaibzadə",    "Güzgülü",   "Şərtiyeva", "Çərçivəli", "İmkansızlı"};

}  // namespace

nlohmann::json Inventor::identity() {
  const auto number = invented_++;
  nlohmann::json identity{{"given_name", given_names[number % given_names.size()]},
                          {"family_name", family_names[number % family_names.size()]}};
  if (number % 9 != 8) identity["fin"] = fin();
  identity["birth_date"] = std::to_string(1975 + below(30)) + "-0" + std::to_string(1 + below(9)) +
                           "-" + std::to_string(10 + below(18));
  return identity;
}

std::string Inventor::fin() {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
  std::string fin;
  for (int i = 0; i < 7; ++i) fin += letters[below(letters.size())];
  return fin;
}

}  // namespace relief::cli
