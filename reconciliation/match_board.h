#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "reconciliation/match_items.h"

namespace relief::reconciliation {

/// Items that may be what a movement is about, and how much speaks for them, from 0 to 1.
struct Alternative {
  std::vector<std::size_t> items;
  double score;

  friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// What was decided of one movement, or of several that are one matter.
struct Decision {
  std::vector<std::size_t> movements;
  Outcome outcome;
  Stage stage;
  std::vector<std::size_t> items{};  ///< Those it closes, gives back, or is proposed for.
  bool is_proposal = false;          ///< Else it stands without anybody looking at it.
  double score = 1;
  std::vector<std::string_view> signs{};    ///< What spoke for it: "reference", "amount" …
  std::vector<Alternative> alternatives{};  ///< What else was seen, best first.
  std::optional<Reason> reason{};           ///< Why people must look.
};

/// How far stages may go.
enum class Reach {
  identity,  ///< What we issued, and the amount as it stands: what may be posted by itself.
  all,       ///< Stated charges and foreign amounts, inferences, proposals.
};

/// The state of matching one account: its movements, in the order in which they were booked, its
/// items, and what was decided so far. Stages read and decide; nothing is ever undecided again.
class Board {
 public:
  /// Keep both arguments alive.
  Board(std::span<const Movement> movements, const ItemIndex& items, Reach reach);

  [[nodiscard]] const ItemIndex& items() const { return items_; }
  [[nodiscard]] const Movement& movement(std::size_t number) const { return movements_[number]; }
  [[nodiscard]] const Clues& clues(std::size_t number) const { return clues_[number]; }

  [[nodiscard]] Reach reach() const { return reach_; }

  /// The movements that wait for a decision, in order.
  [[nodiscard]] std::vector<std::size_t> open_movements() const;
  [[nodiscard]] bool is_open(std::size_t movement) const { return !is_decided_[movement]; }

  /// Whether an item's line has come, before or in these movements.
  [[nodiscard]] bool is_booked(std::size_t item) const { return is_booked_[item]; }
  [[nodiscard]] bool is_given_back(std::size_t item) const { return is_given_back_[item]; }
  /// Whether an item's line may still come, and none was proposed for it.
  [[nodiscard]] bool is_waiting(std::size_t item) const {
    return !is_booked_[item] && !is_proposed_[item];
  }
  /// Whether an item is on the side of a movement: the direction in which it is expected.
  [[nodiscard]] bool is_on_side(std::size_t item, std::size_t movement) const {
    return items_.is_credit(item) == movements_[movement].is_credit();
  }

  /// Of the items that a movement names, those on its side, or on the other.
  [[nodiscard]] std::vector<std::size_t> named_here(std::size_t movement) const;
  [[nodiscard]] std::vector<std::size_t> named_there(std::size_t movement) const;

  /// Whether the accounts that a movement shows leave an item possible: one of them is its own, or
  /// one side doesn't say.
  [[nodiscard]] bool allows_account(std::size_t item, std::size_t movement) const;
  /// Whether one of them is its own.
  [[nodiscard]] bool shows_account(std::size_t item, std::size_t movement) const;
  /// How the name that a movement shows fits an item's.
  [[nodiscard]] NameFit name_fit(std::size_t item, std::size_t movement) const;
  /// The words of the name that a movement shows in a field; those of its text, if it shows none.
  [[nodiscard]] const std::vector<std::string>& words_of_name(std::size_t movement) const;
  [[nodiscard]] const std::vector<std::string>& words_of_text(std::size_t movement) const;
  /// Days from an item's day to a movement's booking; nothing where the item has no day.
  [[nodiscard]] std::optional<long> days_after(std::size_t item, std::size_t movement) const;
  /// Of items in order of their days, those without one, and those whose day is at most so long
  /// before a movement's booking, or ahead of it.
  [[nodiscard]] std::array<std::span<const std::size_t>, 2> in_time(
      std::span<const std::size_t> items, std::size_t movement, long longest_wait,
      long longest_ahead) const;

  /// What NearReferences finds in a movement's texts, looked for once.
  [[nodiscard]] const ItemIndex::Numbers& one_slip_away(std::size_t movement) const;
  [[nodiscard]] const ItemIndex::Numbers& beginning_alike(std::size_t movement) const;

  void decide(Decision decision);
  [[nodiscard]] std::vector<Decision> take_decisions() && { return std::move(decisions_); }

 private:
  struct Names {
    Name name;
    std::vector<std::string> words;  ///< Of the text, where no name stands in a field.
  };
  const Names& names(std::size_t movement) const;

  struct NearItems {
    std::optional<ItemIndex::Numbers> slips, beginnings;
  };

  std::span<const Movement> movements_;
  const ItemIndex& items_;
  Reach reach_;
  std::vector<Clues> clues_;
  // Read when first asked for: most never are.
  mutable std::vector<std::optional<Names>> names_;
  mutable std::vector<NearItems> near_;
  std::vector<bool> is_decided_, is_booked_, is_given_back_, is_proposed_;
  std::vector<Decision> decisions_;
};

}  // namespace relief::reconciliation
