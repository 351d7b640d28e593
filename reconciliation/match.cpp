#include "reconciliation/match.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ledger/aid/reference.h"
#include "reconciliation/checks.h"
#include "reconciliation/movement.h"

namespace relief::reconciliation {
namespace {

/// What a line moved beyond its details, all of which have amounts.
Money beyond_details(const StatementLine& line) {
  auto rest = line.amount;
  for (const auto& detail : line.details) rest -= *detail.amount;
  return rest;
}

using Candidates = std::vector<const OpenItem*>;
using Index = std::map<std::string_view, Candidates>;

bool is_same_direction(const OpenItem& item, const Movement& movement) {
  return item.amount.is_negative() == movement.amount.is_negative();
}

std::vector<std::string> identifiers(const Candidates& items) {
  std::vector<std::string> result;
  for (const auto* item : items) result.push_back(item->item);
  std::ranges::sort(result);
  return result;
}

/// One run of the exact stage over one account.
class ExactStage {
 public:
  ExactStage(std::span<const StatementLine> lines, std::span<const OpenItem> items) {
    for (const auto& item : items) {
      if (!item.reference.empty()) by_reference_[item.reference].push_back(&item);
      if (!item.batch.empty()) by_batch_[item.batch].push_back(&item);
      if (item.is_booked) booked_.insert(&item);
    }
    for (const auto& line : lines) {
      if (line.is_booked) add(line);
    }
    // Of two lines for one item, the one booked first is the item's own.
    std::ranges::sort(movements_, {}, [](const Movement& m) {
      return std::tuple{m.line->booked_on, m.line->number, m.detail};
    });
  }

  std::vector<Match> run() && {
    std::vector<const Movement*> rest;
    for (const auto& movement : movements_) {
      if (!settle(movement) && !settle_batch(movement)) rest.push_back(&movement);
    }
    // What is given back may have been booked by the same statement.
    for (const auto* movement : rest) {
      if (!give_back(*movement) && !recognise(*movement)) explain(*movement);
    }
    std::ranges::sort(matches_, {}, [](const Match& m) { return std::pair{m.line, m.detail}; });
    return std::move(matches_);
  }

 private:
  void add(const StatementLine& line) {
    const Movement whole{&line, 0, line.amount, &line.particulars};
    if (!is_divided(whole)) {
      movements_.push_back(whole);
      return;
    }
    for (const auto& detail : line.details) {
      movements_.push_back({&line, detail.number, *detail.amount, &detail.particulars});
    }
    // The bank's stated charge, by which the details differ from the entry.
    const auto charge = beyond_details(line);
    if (!charge.is_zero()) answer({&line, 0, charge, &line.particulars}, Outcome::charge, {});
  }

  /// Whether a line is answered detail by detail: it has several, they add up, and it isn't a batch
  /// whose details name nothing of ours.
  [[nodiscard]] bool is_divided(const Movement& whole) const {
    const auto& line = *whole.line;
    const auto has_amount = [](const LineDetail& detail) { return detail.amount.has_value(); };
    if (line.details.size() < 2 || !std::ranges::all_of(line.details, has_amount) ||
        !details_add_up(line) || beyond_details(line) > Money::zero(line.amount.currency())) {
      return false;
    }
    return batch_of(whole).empty() || std::ranges::any_of(line.details, [&](const auto& detail) {
             return !known(detail.particulars).empty();
           });
  }

  /// The items whose references stand there. A reference field beats the text, where payers may
  /// write anything.
  [[nodiscard]] Candidates known(const Particulars& particulars) const {
    std::set<const OpenItem*> found;
    for (const auto& field : particulars.references) {
      collect(field, found);
      for (const auto& reference : references_in(field)) collect(reference, found);
    }
    if (found.empty()) {
      for (const auto& reference : references_in(particulars.text)) collect(reference, found);
    }
    return {found.begin(), found.end()};
  }

  void collect(std::string_view reference, std::set<const OpenItem*>& found) const {
    const auto items = by_reference_.find(reference);
    if (items != by_reference_.end()) found.insert(items->second.begin(), items->second.end());
  }

  [[nodiscard]] bool is_booked(const OpenItem* item) const { return booked_.contains(item); }

  bool settle(const Movement& movement) {
    auto items = known(*movement.particulars);
    std::erase_if(items, [&](const OpenItem* item) {
      return is_booked(item) || item->amount != movement.amount || !pays_the_payee(*item, movement);
    });
    if (items.size() != 1) return false;
    book(movement, Outcome::settled, items);
    return true;
  }

  /// The items of the batch that a whole line names; none where it names none or several.
  [[nodiscard]] Candidates batch_of(const Movement& movement) const {
    if (movement.detail != 0 || movement.line->batches.size() > 1) return {};
    const auto booking = booking_of(movement);
    const auto found = by_batch_.find(booking.id);
    return found == by_batch_.end() ? Candidates{} : found->second;
  }

  /// What the bank says of the batch: a block of its own, or only its name.
  [[nodiscard]] static BatchBooking booking_of(const Movement& movement) {
    const auto& batches = movement.line->batches;
    auto booking = batches.empty() ? BatchBooking{} : batches.front();
    if (booking.id.empty()) booking.id = movement.particulars->batch;
    return booking;
  }

  /// One debit for a whole batch: by its name, its total and its count, never by amount alone.
  bool settle_batch(const Movement& movement) {
    auto items = batch_of(movement);
    std::erase_if(items, [this](const OpenItem* item) { return is_booked(item); });
    if (items.empty() || !known(*movement.particulars).empty()) return false;
    auto total = Money::zero(movement.amount.currency());
    for (const auto* item : items) {
      if (item->amount.currency() != total.currency()) return false;
      total += item->amount;
    }
    const auto count = static_cast<long>(items.size());
    const auto stated = booking_of(movement);
    if (total != movement.amount || stated.count.value_or(count) != count ||
        stated.total.value_or(-total) != -total) {
      return false;
    }
    book(movement, Outcome::batch, items);
    return true;
  }

  /// The other direction, the reference and the full amount of an item that was booked.
  bool give_back(const Movement& movement) {
    auto items = known(*movement.particulars);
    std::erase_if(items, [&](const OpenItem* item) {
      return !is_booked(item) || given_back_.contains(item) || item->amount != -movement.amount;
    });
    if (items.size() != 1) return false;
    given_back_.insert(items.front());
    // Returned by the payee's bank, or an error of our own bank's that it undoes.
    const bool is_undone = movement.line->is_reversal && !is_return(movement);
    answer(movement, is_undone ? Outcome::undone : Outcome::returned, items);
    return true;
  }

  /// Lines that need no item: the bank's own word says what they are.
  bool recognise(const Movement& movement) {
    if (!is_charge(movement) && !is_interest(movement)) return false;
    answer(movement, is_charge(movement) ? Outcome::charge : Outcome::interest, {});
    return true;
  }

  void explain(const Movement& movement) {
    auto items = known(*movement.particulars);
    auto reason = items.empty() ? reason_without_item(movement) : reason_beside(movement, items);
    if (items.empty()) {
      items = batch_of(movement);
      if (!items.empty()) reason = reason_of_batch(items);
    }
    if (movement.line->details.size() > 1 && !details_add_up(*movement.line)) {
      reason = Reason::detail_sum_mismatch;
    }
    matches_.push_back({movement.line->number,
                        movement.detail,
                        movement.amount,
                        Outcome::unmatched,
                        {},
                        identifiers(items),
                        Stage::none,
                        reason});
  }

  [[nodiscard]] Reason reason_of_batch(const Candidates& items) const {
    return all_booked(items) ? Reason::duplicate_payment_suspected : Reason::amount_diff;
  }

  /// Why none of the items that a movement names is its own.
  [[nodiscard]] Reason reason_beside(const Movement& movement, const Candidates& items) const {
    Candidates own;
    std::ranges::copy_if(items, std::back_inserter(own),
                         [&](const OpenItem* item) { return is_same_direction(*item, movement); });
    if (own.empty()) return reason_of_return(items);
    if (all_booked(own)) {
      return movement.amount.is_negative() ? Reason::duplicate_payment_suspected
                                           : Reason::unidentified_receipt;
    }
    const auto fitting = std::ranges::count_if(own, [&](const OpenItem* item) {
      return !is_booked(item) && item->amount == movement.amount;
    });
    if (fitting == 0) return Reason::amount_diff;
    return fitting == 1 ? Reason::beneficiary_account_diff : Reason::ambiguous_identical;
  }

  [[nodiscard]] bool all_booked(const Candidates& items) const {
    return std::ranges::all_of(items, [this](const auto* item) { return is_booked(item); });
  }

  [[nodiscard]] Reason reason_of_return(const Candidates& items) const {
    const bool has_booked = std::ranges::any_of(items, [this](const OpenItem* item) {
      return is_booked(item) && !given_back_.contains(item);
    });
    return has_booked ? Reason::return_partial : Reason::return_unlinked;
  }

  [[nodiscard]] static Reason reason_without_item(const Movement& movement) {
    if (movement.amount.is_negative()) return Reason::paid_not_instructed;
    return is_return(movement) ? Reason::return_unlinked : Reason::unidentified_receipt;
  }

  void book(const Movement& movement, Outcome outcome, const Candidates& items) {
    booked_.insert(items.begin(), items.end());
    answer(movement, outcome, items);
  }

  void answer(const Movement& movement, Outcome outcome, const Candidates& items) {
    matches_.push_back({movement.line->number,
                        movement.detail,
                        movement.amount,
                        outcome,
                        identifiers(items),
                        {},
                        Stage::exact,
                        {}});
  }

  Index by_reference_;
  Index by_batch_;
  std::set<const OpenItem*> booked_;      // Before, or by a line of this run.
  std::set<const OpenItem*> given_back_;  // By a line of this run.
  std::vector<Movement> movements_;
  std::vector<Match> matches_;
};

}  // namespace

std::vector<Match> match_exact(std::span<const StatementLine> lines,
                               std::span<const OpenItem> items) {
  return ExactStage{lines, items}.run();
}

}  // namespace relief::reconciliation
