#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "reconciliation/match_assign.h"
#include "reconciliation/match_fit.h"
#include "reconciliation/match_score.h"
#include "reconciliation/match_sets.h"
#include "reconciliation/match_stages.h"

// What is left has no identity that settles it, but often something that speaks for an item. The
// best assignment of all lines to all items together is proposed to people, with what else was
// seen; never settled. A proposal must be more likely than all its rivals and than nothing at all.
//
// A debit is proposed only where nothing speaks against its item: the amount is the item's, the
// account is or may be, and somebody or something is recognised. Else it may be what it looks
// like, money that left without an order, and a proposal would only hide that.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

struct Candidate {
  std::size_t item;
  Score::Evidence evidence;
};

constexpr std::size_t most_of_amount = 200;  // Items of a common amount that are looked at.
constexpr std::size_t most_candidates = 8;   // Of one movement; the best.

/// Of items in order of their days, those whose day is near a booking.
void add_nearest(const Board& board, std::size_t movement, std::span<const std::size_t> numbers,
                 std::set<std::size_t>& found) {
  const auto& items = board.items();
  const auto day = board.movement(movement).line->booked_on;
  const auto after = std::ranges::lower_bound(numbers, std::optional{day}, {},
                                              [&](std::size_t item) { return items[item].due; });
  const auto half = static_cast<std::ptrdiff_t>(most_of_amount / 2);
  const auto first = after - std::min(half, after - numbers.begin());
  const auto last = after + std::min(half, numbers.end() - after);
  found.insert(first, last);
}

/// All items of an account; of one that has very many, those of the amount.
void add_with_account(const Board& board, std::size_t movement, const std::string& account,
                      std::set<std::size_t>& found) {
  const auto& all = board.items().with_account(account);
  if (all.size() <= most_of_amount) {
    found.insert(all.begin(), all.end());
    return;
  }
  add_nearest(board, movement, board.items().with_account(account, board.movement(movement).amount),
              found);
}

void add_with_words(const Board& board, const std::vector<std::string>& words, bool in_text,
                    std::set<std::size_t>& found) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto end = in_text ? std::min(words.size(), i + 3) : words.size();
    for (std::size_t j = i + 1; j < end; ++j) {
      const auto& items = board.items().with_words(words[i], words[j]);
      if (items.size() <= most_of_amount) found.insert(items.begin(), items.end());
    }
  }
}

/// All items that anything of a movement points at.
std::set<std::size_t> pointed_at(const Board& board, std::size_t movement) {
  const auto& clues = board.clues(movement);
  std::set<std::size_t> found(clues.named.begin(), clues.named.end());
  const auto add = [&found](const Numbers& items) { found.insert(items.begin(), items.end()); };
  if (clues.named.empty()) {
    add(board.one_slip_away(movement));
    add(board.beginning_alike(movement));
  }
  for (const auto& account : clues.accounts) add_with_account(board, movement, account, found);
  if (const auto ordered = instructed_money(board.movement(movement))) {
    add_nearest(board, movement, board.items().with_amount(*ordered), found);
  }
  add_with_words(board, board.words_of_name(movement), false, found);
  add_with_words(board, board.words_of_text(movement), true, found);
  add_nearest(board, movement, board.items().with_amount(board.movement(movement).amount), found);
  return found;
}

/// Whether a debit may be an item's: nothing contradicts, and something identifies.
bool may_be_order(const Board& board, std::size_t item, std::size_t movement) {
  if (board.items()[item].amount != board.movement(movement).amount ||
      !board.allows_account(item, movement)) {
    return false;
  }
  const auto name = board.name_fit(item, movement);
  if (board.shows_account(item, movement) || name == NameFit::agrees) return true;
  const auto& clues = board.clues(movement);
  // What is well-formed and not ours was meant as it stands: an order of somebody else's.
  if (!clues.accounts.empty() || name == NameFit::differs || clues.quotes_unknown) return false;
  return std::ranges::binary_search(board.one_slip_away(movement), item) ||
         std::ranges::binary_search(board.beginning_alike(movement), item) ||
         board.items().with_amount(board.items()[item].amount).size() == 1;
}

std::vector<Candidate> candidates(const Board& board, const Score& score, std::size_t movement) {
  std::vector<Candidate> result;
  const bool is_credit = board.movement(movement).is_credit();
  for (const auto item : pointed_at(board, movement)) {
    if (!board.is_on_side(item, movement) || board.is_booked(item)) continue;
    if (!is_credit && !may_be_order(board, item, movement)) continue;
    result.push_back({item, score.of(item, movement)});
  }
  std::ranges::sort(result, {}, [](const Candidate& each) {
    return std::pair{-each.evidence.bits, each.item};
  });
  if (result.size() > most_candidates) result.resize(most_candidates);
  return result;
}

/// How likely each is, against the others and against none of them.
std::vector<double> likelihoods(const std::vector<Candidate>& candidates) {
  double sum = 1;
  std::vector<double> result;
  for (const auto& each : candidates) sum += result.emplace_back(std::exp2(each.evidence.bits));
  for (auto& each : result) each /= sum;
  return result;
}

constexpr double worth_showing = 0.2;

/// The proposals of movements for single items.
class Proposals {
 public:
  explicit Proposals(Board& board) : board_{board}, score_{board} {
    for (const auto movement : board.open_movements()) {
      auto found = candidates(board, score_, movement);
      if (found.empty()) continue;
      movements_.push_back(movement);
      candidates_.push_back(std::move(found));
    }
  }

  void propose() {
    std::vector<std::vector<Edge>> rows;
    for (std::size_t row = 0; row < candidates_.size(); ++row) {
      auto& edges = rows.emplace_back();
      for (const auto& [item, evidence] : candidates_[row]) {
        if (evidence.bits > least_bits)
          edges.push_back({column_of(item, row), evidence.bits - least_bits});
      }
    }
    const auto assigned = assign(rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (assigned[row]) decide(movements_[row], candidates_[row], item_of(*assigned[row]));
    }
  }

 private:
  static constexpr double least_bits = -4;

  /// Each item is one line's, but for gifts that come in parts: those have a place for every line.
  [[nodiscard]] std::size_t column_of(std::size_t item, std::size_t row) const {
    return score_.comes_in_parts(item) ? item + (row + 1) * board_.items().size() : item;
  }
  [[nodiscard]] std::size_t item_of(std::size_t column) const {
    return column % board_.items().size();
  }

  void decide(std::size_t movement, const std::vector<Candidate>& found, std::size_t item) {
    const auto likely = likelihoods(found);
    const auto chosen =
        static_cast<std::size_t>(std::ranges::find(found, item, &Candidate::item) - found.begin());
    if (likely[chosen] < worth_showing) return;
    Decision decision{.movements = {movement},
                      .outcome = Outcome::settled,
                      .stage = Stage::scored,
                      .items = {item},
                      .is_proposal = true,
                      .score = likely[chosen],
                      .signs = found[chosen].evidence.signs};
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (i != chosen) decision.alternatives.push_back({{found[i].item}, likely[i]});
    }
    board_.decide(std::move(decision));
  }

  Board& board_;
  Score score_;
  Numbers movements_;
  std::vector<std::vector<Candidate>> candidates_;
};

}  // namespace

void match_by_score(Board& board) {
  propose_batches(board);
  propose_pledges(board);
  Proposals{board}.propose();
}

}  // namespace relief::reconciliation
