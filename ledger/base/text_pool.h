#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relief {

/// Texts that are kept once each and known by numbers from zero, in the order in which they came:
/// for identifiers by the million. One costs about 15 bytes beside its own.
class TextPool {
 public:
  using Number = std::uint32_t;

  /// The number of a text, which is kept from now on.
  /// Throws: Error{too_large} for a text of 65,536 bytes or more.
  Number add(std::string_view text);
  /// Nothing for a text that was never added.
  [[nodiscard]] std::optional<Number> find(std::string_view text) const;

  /// Stays valid as long as the pool.
  [[nodiscard]] std::string_view operator[](Number number) const;
  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }

 private:
  /// Where the text's number stands among the slots, or would stand.
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;
  void grow();

  std::deque<std::string> pages_;        ///< The texts, one after the other.
  std::deque<std::uint32_t> begins_;     ///< Of each: the bytes of all pages before it.
  std::vector<std::uint32_t> slots_{0};  ///< Numbers, plus one, by the texts' hashes; zero: free.
};

}  // namespace relief
