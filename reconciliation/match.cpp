#include "reconciliation/match.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "reconciliation/match_run.h"

namespace relief::reconciliation {
namespace {

std::vector<std::string> identifiers(const ItemIndex& index,
                                     const std::vector<std::size_t>& items) {
  std::vector<std::string> result;
  result.reserve(items.size());
  for (const auto item : items) result.push_back(index[item].item);
  std::ranges::sort(result);
  return result;
}

std::vector<std::string> alternatives_of(const ItemIndex& index, const Decision& decision) {
  std::vector<std::size_t> items;
  for (const auto& each : decision.alternatives) {
    items.insert(items.end(), each.items.begin(), each.items.end());
  }
  return identifiers(index, items);
}

/// A receipt for several pledges, as a receipt for each.
void add_each(const Movement& movement, const Decision& decision, const ItemIndex& index,
              std::vector<Match>& matches) {
  for (const auto item : decision.items) {
    matches.push_back({.line = movement.line->number,
                       .detail = movement.detail,
                       .amount = index[item].amount,
                       .outcome = Outcome::settled,
                       .items = {index[item].item},
                       .alternatives = {},
                       .stage = decision.stage,
                       .reason = {}});
  }
}

Match to_match(const Movement& movement, const Decision& decision, const ItemIndex& index) {
  const bool is_left = decision.outcome == Outcome::unmatched;
  return {.line = movement.line->number,
          .detail = movement.detail,
          .amount = movement.amount,
          .outcome = decision.outcome,
          .items = identifiers(index, decision.items),
          .alternatives = alternatives_of(index, decision),
          .stage = decision.stage,
          .reason = is_left ? decision.reason : std::nullopt};
}

/// The bank's stated charges, by which entries differ from their details.
void add_charges(std::span<const Movement> movements, std::vector<Match>& matches) {
  for (const auto& movement : movements) {
    if (movement.detail != movement.line->details.front().number) continue;
    const auto charge = beyond_details(*movement.line);
    if (charge.is_zero()) continue;
    matches.push_back({.line = movement.line->number,
                       .detail = 0,
                       .amount = charge,
                       .outcome = Outcome::charge,
                       .items = {},
                       .alternatives = {},
                       .stage = Stage::charge,
                       .reason = {}});
  }
}

}  // namespace

std::vector<Match> match_exact(std::span<const StatementLine> lines,
                               std::span<const OpenItem> items) {
  std::vector<OpenItem> sorted{items.begin(), items.end()};
  std::ranges::sort(sorted, {}, &OpenItem::item);
  std::vector<const StatementLine*> ordered;
  for (const auto& line : lines) ordered.push_back(&line);
  std::ranges::sort(ordered, {}, &StatementLine::number);

  const ItemIndex index{sorted};
  const auto movements = movements_of(ordered, index);
  std::vector<Match> matches;
  for (const auto& decision : decide(movements, index, Reach::identity)) {
    for (const auto movement : decision.movements) {
      if (decision.outcome == Outcome::settled && decision.items.size() > 1) {
        add_each(movements[movement], decision, index, matches);
      } else {
        matches.push_back(to_match(movements[movement], decision, index));
      }
    }
  }
  std::vector<Movement> details;
  std::ranges::copy_if(movements, std::back_inserter(details),
                       [](const Movement& movement) { return movement.detail != 0; });
  add_charges(details, matches);
  std::ranges::sort(matches, {},
                    [](const Match& m) { return std::tie(m.line, m.detail, m.items); });
  return matches;
}

}  // namespace relief::reconciliation
