#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relief::reconciliation {

/// Whether two `plain` texts are one slip apart: a character more, less or another, two neighbours
/// swapped, or any number of O for 0 and I for 1. Not where they are equal.
bool is_one_slip(std::string_view a, std::string_view b);

/// Whether a text is a well-formed creditor reference (ISO 11649). Their check digits catch every
/// single slip among digits: what is well-formed isn't a mistyped other reference.
bool is_creditor_reference(std::string_view text);

/// Numbers found by a hash: a look-up goes straight to where the hash would stand among all, so it
/// doesn't depend on how many there are, nor waits for memory at each step of a search.
class HashIndex {
 public:
  using Entry = std::pair<std::uint64_t, std::uint32_t>;

  void add(std::uint64_t hash, std::uint32_t number) { entries_.emplace_back(hash, number); }
  /// Once, after all were added.
  void finish();
  [[nodiscard]] std::span<const Entry> with(std::uint64_t hash) const;

 private:
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const { return hash >> shift_; }

  std::vector<Entry> entries_;         // Sorted by finish().
  std::vector<std::uint32_t> starts_;  // Where the hashes of each beginning stand.
  int shift_ = 63;
};

/// Our references that a text may have meant: found by what is left of them when any one character
/// is left out, so a look-up doesn't depend on how many there are.
class NearReferences {
 public:
  using Values = std::vector<std::size_t>;

  /// A reference in `plain` spelling, beginning with "RF", and the item that it is of.
  void add(std::string reference, std::size_t value);
  /// Once, after all were added.
  void finish();

  /// Items whose reference is one slip away from something in a `plain` text.
  [[nodiscard]] Values one_slip_away(std::string_view text) const;

  /// Items whose reference begins like something in the text that was cut, or garbled further on,
  /// and how many characters are the same; nothing below `shortest_cut`.
  [[nodiscard]] std::pair<Values, std::size_t> beginning_alike(std::string_view text) const;

  /// Whether the text has a well-formed reference of the length and the characters that ours have,
  /// whoever issued it.
  [[nodiscard]] bool has_well_formed(std::string_view text) const;

  static constexpr std::size_t shortest_cut = 7;

 private:
  void collect(std::string_view window, Values& result) const;
  void collect_by_rest(std::string_view text, Values& result) const;
  void collect_by_rest(std::string_view text, std::size_t at, std::size_t rest,
                       Values& result) const;
  /// `best` becomes what begins like `from`, where that is more alike.
  void follow(std::string_view from, std::pair<Values, std::size_t>& best) const;

  std::vector<std::pair<std::string, std::size_t>> references_;  // Sorted by finish().
  HashIndex left_overs_;                                         // Of indexes above.
  HashIndex rests_;                                              // Of the last characters.
  std::set<std::size_t> lengths_;
  bool has_letters_ = false;  // Behind "RF".
};

}  // namespace relief::reconciliation
