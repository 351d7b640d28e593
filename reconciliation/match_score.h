#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "reconciliation/match_board.h"

namespace relief::reconciliation {

/// How much speaks for an item being what a movement is about, in bits: each sign adds the
/// logarithm of how much more often it is seen where the two belong together than where they don't
/// (Fellegi and Sunter, 1969). So a common amount is weak evidence by itself, and a rare one
/// strong.
class Score {
 public:
  explicit Score(const Board& board);

  /// Above `threshold` where it is more likely than nothing; signs in the order of their weight.
  struct Evidence {
    double bits = 0;
    std::vector<std::string_view> signs{};
  };
  [[nodiscard]] Evidence of(std::size_t item, std::size_t movement) const;

  /// Whether lines that name an item are less than it.
  [[nodiscard]] bool comes_in_parts(std::size_t item) const { return parts_.contains(item); }

  /// What the named parts of a gift leave of it.
  [[nodiscard]] Money remaining(std::size_t item) const;

 private:
  void add_reference(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void add_amount(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void add_other_amount(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void add_foreign_amount(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void add_person(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void add_days(std::size_t item, std::size_t movement, Evidence& evidence) const;
  void learn_rates();
  void learn_parts();

  const Board& board_;
  double item_bits_;                          // How unlikely it is that chance picks this item.
  std::map<std::string_view, double> rates_;  // By currency: the median of what lines show.
  std::map<std::size_t, Money> parts_;        // Of items that open lines name with less.
};

}  // namespace relief::reconciliation
