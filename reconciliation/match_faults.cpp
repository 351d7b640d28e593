#include <algorithm>
#include <iterator>

#include "reconciliation/checks.h"
#include "reconciliation/match_fit.h"
#include "reconciliation/match_stages.h"

// Some lines say by themselves that something is wrong: a second debit for one order, our
// reference with another amount or to another account, a return of less than was sent, figures of
// the bank that contradict each other. Whatever else could be proposed for them, people must see
// what is wrong; so these are left to them before anything is guessed.

namespace relief::reconciliation {
namespace {

using Numbers = std::vector<std::size_t>;

void leave(Board& board, std::size_t movement, Reason reason, const Numbers& seen = {}) {
  Decision decision{.movements = {movement},
                    .outcome = Outcome::unmatched,
                    .stage = Stage::none,
                    .reason = reason};
  for (const auto item : seen) decision.alternatives.push_back({{item}, 0});
  board.decide(std::move(decision));
}

bool all_booked(const Board& board, const Numbers& items) {
  return std::ranges::all_of(items, [&](std::size_t item) { return board.is_booked(item); });
}

/// Why none of the items that a debit of ours names is its own.
Reason reason_beside(const Board& board, const Numbers& named, std::size_t movement) {
  if (all_booked(board, named)) return Reason::duplicate_payment_suspected;
  const auto fitting = std::ranges::count_if(named, [&](std::size_t item) {
    return !board.is_booked(item) && settles(board, item, movement);
  });
  if (fitting == 0) return Reason::amount_diff;
  return fitting == 1 ? Reason::beneficiary_account_diff : Reason::ambiguous_identical;
}

/// Items with the account and the amount of a debit; only those whose day isn't far ahead of it.
Numbers same_payee(const Board& board, std::size_t movement) {
  constexpr long longest_wait = 45;
  constexpr long longest_ahead = 5;
  Numbers result;
  for (const auto& account : board.clues(movement).accounts) {
    const auto items = board.items().with_account(account, board.movement(movement).amount);
    for (const auto part : board.in_time(items, movement, longest_wait, longest_ahead)) {
      result.insert(result.end(), part.begin(), part.end());
    }
  }
  return result;
}

bool leave_debit(Board& board, std::size_t movement) {
  if (const auto named = board.named_here(movement); !named.empty()) {
    leave(board, movement, reason_beside(board, named, movement), named);
    return true;
  }
  if (const auto gifts = board.named_there(movement); !gifts.empty()) {
    leave(board, movement, Reason::paid_not_instructed, gifts);
    return true;
  }
  if (const auto& batches = board.clues(movement).batches; batches.size() == 1) {
    const auto& items = board.items().batch_of(batches.front());
    if (!all_booked(board, items)) return false;
    leave(board, movement, Reason::duplicate_payment_suspected, items);
    return true;
  }
  const auto same = same_payee(board, movement);
  if (same.empty() || !all_booked(board, same)) return false;
  leave(board, movement, Reason::duplicate_payment_suspected, same);
  return true;
}

/// What a debit is that nothing identifies but its payee's account and its amount: an order, or one
/// of several, that waits for its line; a repeat only where none does.
void leave_payee(Board& board, std::size_t movement) {
  const auto same = same_payee(board, movement);
  if (same.empty()) return leave(board, movement, Reason::paid_not_instructed);
  Numbers waiting;
  std::ranges::copy_if(same, std::back_inserter(waiting),
                       [&](std::size_t item) { return board.is_waiting(item); });
  const auto reason = waiting.empty()       ? Reason::duplicate_payment_suspected
                      : waiting.size() == 1 ? Reason::ref_missing
                                            : Reason::ambiguous_identical;
  leave(board, movement, reason, waiting.empty() ? same : waiting);
}

/// A receipt that quotes a payment of ours, or that its bank calls a return.
bool leave_return(Board& board, std::size_t movement) {
  const auto sent = board.named_there(movement);
  const auto& moved = board.movement(movement);
  if (sent.empty() && !reads_as_return(moved)) return false;
  const bool is_partial = std::ranges::any_of(sent, [&](std::size_t item) {
    return board.is_booked(item) && !board.is_given_back(item) &&
           board.items()[item].amount != -moved.amount;
  });
  leave(board, movement, is_partial ? Reason::return_partial : Reason::return_unlinked, sent);
  return true;
}

bool leave_credit(Board& board, std::size_t movement) {
  const auto named = board.named_here(movement);
  if (named.empty() && leave_return(board, movement)) return true;
  if (!rate_holds(board.movement(movement)).value_or(true)) {
    leave(board, movement, Reason::fx_rate_out_of_band, named);
  } else if (!named.empty() && all_booked(board, named)) {
    leave(board, movement, Reason::unidentified_receipt, named);
  } else if (board.clues(movement).quotes_unknown) {
    leave(board, movement, Reason::ref_unknown);
  } else {
    return false;
  }
  return true;
}

}  // namespace

void leave_doubted(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto& moved = board.movement(movement);
    if (moved.detail == 0 && moved.line->details.size() > 1 && !details_add_up(*moved.line)) {
      leave(board, movement, Reason::detail_sum_mismatch);
    }
  }
}

void leave_faults(Board& board) {
  for (const auto movement : board.open_movements()) {
    if (board.movement(movement).is_credit()) {
      leave_credit(board, movement);
    } else {
      leave_debit(board, movement);
    }
  }
}

void leave_rest(Board& board) {
  for (const auto movement : board.open_movements()) {
    const auto named = board.named_here(movement);
    const auto& batches = board.clues(movement).batches;
    if (!named.empty()) {
      leave(board, movement, reason_beside(board, named, movement), named);
    } else if (batches.size() == 1) {
      leave(board, movement, Reason::amount_diff, board.items().batch_of(batches.front()));
    } else if (board.movement(movement).is_credit()) {
      leave(board, movement, Reason::unidentified_receipt);
    } else {
      leave_payee(board, movement);
    }
  }
}

}  // namespace relief::reconciliation
