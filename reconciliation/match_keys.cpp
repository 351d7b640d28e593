#include "reconciliation/match_keys.h"

#include <algorithm>
#include <utility>

namespace relief::reconciliation {
namespace {

constexpr std::size_t beginning = 4;

/// A small number for the first characters of a key, to pass over most places of a text at once.
std::size_t begin_of(std::string_view text) {
  std::size_t number = 0;
  for (const char c : text.substr(0, beginning)) {
    number = number * 37U + static_cast<unsigned char>(c);
  }
  return number & 0xFFFFU;
}

}  // namespace

void KeyFinder::add(std::string key, std::size_t value) {
  if (key.empty()) return;
  if (key.size() >= shortest_in_text) {
    begins_[begin_of(key)] = true;
    ++lengths_[key.size()];
  }
  auto& values = values_[std::move(key)];
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

const KeyFinder::Values& KeyFinder::exactly(std::string_view text) const {
  static const Values none;
  const auto found = values_.find(text);
  return found == values_.end() ? none : found->second;
}

const KeyFinder::Values* KeyFinder::longest_at(std::string_view text, std::size_t& length) const {
  for (const auto& [each, count] : lengths_) {
    if (each > text.size()) continue;
    const auto found = values_.find(text.substr(0, each));
    if (found == values_.end()) continue;
    length = each;
    return &found->second;
  }
  return nullptr;
}

KeyFinder::Values KeyFinder::within(std::string_view text) const {
  Values result;
  while (text.size() >= shortest_in_text) {
    std::size_t length = 1;
    if (begins_[begin_of(text)]) {
      if (const auto* values = longest_at(text, length)) {
        result.insert(result.end(), values->begin(), values->end());
      }
    }
    text.remove_prefix(length);
  }
  std::ranges::sort(result);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace relief::reconciliation
