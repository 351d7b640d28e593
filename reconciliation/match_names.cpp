#include "reconciliation/match_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "reconciliation/match_text.h"

namespace relief::reconciliation {
namespace {

/// "Son of" and "daughter of", as they sound in their usual spellings.
constexpr std::array<std::string_view, 6> descents{"oglu", "ogli", "ogl", "gizi", "kizi", "giz"};

/// Legal forms: the same organisation is written with and without.
constexpr std::array<std::string_view, 12> legal_forms{
    "mc", "asc", "gsc", "oc", "zao", "oao", "ltd", "lc", "gmbh", "inc", "limitad", "ev"};

bool is_one_of(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::any_of(list, [word](auto each) { return sounds_alike(each, word); });
}

constexpr std::size_t shortest_cut = 4;  // Fewer letters than this say nothing of a cut word.

bool is_among(std::string_view word, const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [word](const auto& each) { return sounds_alike(word, each); });
}

/// A field that is too short cuts the last word of a name.
bool is_cut_of(std::string_view cut, const std::vector<std::string>& words) {
  return cut.size() >= shortest_cut && std::ranges::any_of(words, [cut](const std::string& each) {
           return each.size() > cut.size() && sounds_alike(cut, each.substr(0, cut.size()));
         });
}

}  // namespace

Name::Name(std::string_view utf8) : words_{sounds(utf8)} {
  while (words_.size() > 1 && is_one_of(descents, words_.back())) {
    words_.pop_back();
    is_person_ = true;
  }
  std::erase_if(words_, [](const auto& word) { return is_one_of(legal_forms, word); });
}

NameFit compare(const Name& ours, const Name& banks) {
  if (!ours.is_given() || !banks.is_given()) return NameFit::unknown;
  const auto& own = ours.words();
  const auto& other = banks.words();
  std::size_t known = 0;
  for (std::size_t i = 0; i < other.size(); ++i) {
    const bool may_be_cut = i + 1 == other.size();
    known += is_among(other[i], own) || (may_be_cut && is_cut_of(other[i], own));
  }
  if (known < other.size()) return known == 0 ? NameFit::differs : NameFit::resembles;
  // Two words at least: a surname alone, or a given name alone, many have.
  const auto deciding = std::min<std::size_t>(2, own.size());
  const bool has_both = std::ranges::all_of(
      own.begin(), own.begin() + static_cast<long>(deciding),
      [&](const auto& word) { return is_among(word, other) || is_cut_of(other.back(), {word}); });
  return has_both && other.size() >= deciding ? NameFit::agrees : NameFit::resembles;
}

NameFit look_for(const Name& ours, const std::vector<std::string>& words) {
  if (!ours.is_given() || words.empty()) return NameFit::unknown;
  const auto& own = ours.words();
  // A person's father is often left out; of an organisation every word counts.
  const auto needed = ours.is_person() ? std::min<std::size_t>(2, own.size()) : own.size();
  std::size_t found = 0;
  for (std::size_t i = 0; i < needed; ++i) found += is_among(own[i], words);
  if (found == needed && needed >= 2) return NameFit::agrees;
  return found == 0 ? NameFit::unknown : NameFit::resembles;
}

}  // namespace relief::reconciliation
