#include "ledger/aid/rulebook.h"

#include <algorithm>
#include <chrono>

namespace relief {
namespace {

template <class Rule>
const Rule& rule_of(const std::map<std::string, Rule, std::less<>>& rules, std::string_view code,
                    std::string_view pointer, std::string_view sentence) {
  const auto found = rules.find(code);
  require_field(found != rules.end(), pointer, sentence);
  return found->second;
}

bool counts(const EarlierRequest& earlier, const ApprovalStep& step, Date today) {
  return step.window_days && step.covers(earlier.purpose) &&
         earlier.on > today - std::chrono::days{*step.window_days};
}

bool fits(const ApprovalStep& step, std::string_view purpose, const Money& amount,
          std::span<const EarlierRequest> earlier, Date today) {
  if (!step.covers(purpose)) return false;
  if (!step.up_to) return true;
  const auto comparable = [&](const Money& money) {
    return money.currency() == step.up_to->currency();
  };
  if (!comparable(amount)) return false;

  Money counted = amount;
  for (const auto& other : earlier) {
    if (!counts(other, step, today)) continue;
    if (!comparable(other.amount)) return false;
    counted += other.amount;
  }
  return counted <= *step.up_to;
}

const Ceiling& ceiling_of(const Rulebook& rulebook, std::vector<std::string> Ceiling::*codes,
                          std::string_view code) {
  const auto found = std::ranges::find_if(rulebook.ceilings, [&](const Ceiling& candidate) {
    return std::ranges::any_of(
        candidate.*codes, [&](const std::string& each) { return each == "*" || each == code; });
  });
  ensure(found != rulebook.ceilings.end(), "a rulebook's last ceiling covers everything");
  return *found;
}

/// Minor units of a currency's figure where every currency had the same decimals.
Money::Units figure(const Money& money) {
  constexpr int most_decimals = 3;
  Money::Units units = money.units();
  for (int i = money.currency().exponent; i < most_decimals; ++i) units *= 10;
  return units;
}

}  // namespace

bool ApprovalStep::covers(std::string_view purpose) const {
  return purposes.empty() || std::ranges::find(purposes, purpose) != purposes.end();
}

const Source& Rulebook::source(std::string_view code, std::string_view pointer) const {
  return rule_of(sources, code, pointer, "the rulebook names no such source of means");
}

const Purpose& Rulebook::purpose(std::string_view code, std::string_view pointer) const {
  return rule_of(purposes, code, pointer, "the rulebook names no such purpose");
}

const DatedAmount& allowance_on(const Purpose& purpose, Date day) {
  ensure(!purpose.amounts.empty(), "only a purpose with dated amounts is asked for one");
  const auto later = std::ranges::upper_bound(purpose.amounts, day, {}, &DatedAmount::from);
  require_clause(later != purpose.amounts.begin(), purpose.clause,
                 "no amount of this allowance was in force on that day");
  return *std::prev(later);
}

const ApprovalStep& approval_step(const Rulebook& rulebook, std::string_view purpose,
                                  const Money& amount, std::span<const EarlierRequest> earlier,
                                  Date today) {
  const auto step = std::ranges::find_if(rulebook.approvals, [&](const ApprovalStep& candidate) {
    return fits(candidate, purpose, amount, earlier, today);
  });
  ensure(step != rulebook.approvals.end(), "a rulebook's last approval step fits everything");
  return *step;
}

bool lapses(const ApprovalStep& step, Instant since, Instant now) {
  return step.expires_days && since + std::chrono::days{*step.expires_days} <= now;
}

bool needs_witness(const ApprovalStep& step, const Money& amount) {
  if (!step.witnessed_above) return false;
  return amount.currency() != step.witnessed_above->currency() || amount > *step.witnessed_above;
}

const Ceiling& ceiling_of_purpose(const Rulebook& rulebook, std::string_view code) {
  return ceiling_of(rulebook, &Ceiling::purposes, code);
}

const Ceiling& ceiling_of_source(const Rulebook& rulebook, std::string_view code) {
  return ceiling_of(rulebook, &Ceiling::sources, code);
}

void require_below(const Ceiling& ceiling, const Money& amount, std::string_view pointer) {
  if (figure(amount) <= figure(ceiling.amount)) return;
  throw Error{Errc::refused, "an amount here is " + ceiling.amount.decimal() + " at most"}
      .under(ceiling.clause)
      .at(std::string{pointer});
}

const ActRule* act_rule(const Rulebook& rulebook, std::string_view kind) {
  const auto rule = std::ranges::find_if(rulebook.acts, [&](const ActRule& candidate) {
    return std::ranges::find(candidate.kinds, kind) != candidate.kinds.end();
  });
  return rule == rulebook.acts.end() ? nullptr : &*rule;
}

bool compatible(const Rulebook& rulebook, std::string_view a, std::string_view b) {
  return a == b || std::ranges::any_of(rulebook.roles.compatible, [&](const auto& pair) {
           return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
         });
}

}  // namespace relief
