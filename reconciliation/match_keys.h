#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace relief::reconciliation {

/// Finds known keys (references, batches' names) inside texts, both `plain`. A text costs time in
/// proportion to its length, whatever the number of keys.
class KeyFinder {
 public:
  using Values = std::vector<std::size_t>;

  /// Keys of less than `shortest_in_text` characters are only ever found as a whole.
  static constexpr std::size_t shortest_in_text = 8;

  void add(std::string key, std::size_t value);

  /// The values of a key that is the whole text.
  [[nodiscard]] const Values& exactly(std::string_view text) const;

  /// The values of all keys that stand in the text, of overlapping ones the longest; in order, each
  /// once.
  [[nodiscard]] Values within(std::string_view text) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  [[nodiscard]] const Values* longest_at(std::string_view text, std::size_t& length) const;

  std::unordered_map<std::string, Values, Hash, std::equal_to<>> values_;
  std::map<std::size_t, std::size_t, std::greater<>> lengths_;  // How many keys have each.
  std::vector<bool> begins_ = std::vector<bool>(1U << 16U);     // By the first four characters.
};

}  // namespace relief::reconciliation
