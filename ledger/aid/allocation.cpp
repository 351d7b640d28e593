#include "ledger/aid/allocation.h"

#include <algorithm>
#include <tuple>

namespace relief {
namespace {

bool lists(std::span<const std::string> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// What of the restriction refuses the need, or nothing.
std::string_view fault_of(const Restriction& restriction, const Need& need) {
  if (!restriction.purposes.empty() && !lists(restriction.purposes, need.purpose)) {
    return "this fund isn't for that purpose";
  }
  if (restriction.from && need.on < *restriction.from) return "this fund's period hasn't begun";
  if (restriction.to && need.on > *restriction.to) return "this fund's period is over";
  if (restriction.group && restriction.group != need.group) {
    return "this fund is for another group of people";
  }
  return "";
}

bool admits(const Purpose& purpose, std::span<const std::string> sources) {
  return purpose.from_sources.empty() ||
         std::ranges::all_of(sources, [&](const std::string& source) {
           return lists(purpose.from_sources, source);
         });
}

bool fits(const FundAtPlace& fund, const Purpose& purpose, const Need& need) {
  return fund.available.currency() == need.amount.currency() && admits(purpose, fund.sources) &&
         (!fund.restriction || fault_of(*fund.restriction, need).empty());
}

bool stands_in(const FundAtPlace& fund, AllocationStep step) {
  return fund.restriction.has_value() == (step == AllocationStep::restricted_that_fits);
}

bool comes_before(const FundAtPlace& a, const FundAtPlace& b) {
  const auto rank = [](const FundAtPlace& one) {
    const auto last_day = one.restriction ? one.restriction->to : std::nullopt;
    const auto purposes = one.restriction ? one.restriction->purposes.size() : 0;
    // A gift for every purpose, or without an end, comes after those that say more.
    return std::tuple{last_day.value_or(Date::max()), purposes == 0, purposes,
                      -one.available.units()};
  };
  return rank(a) < rank(b);
}

const FundAtPlace* first_of(const AllocationRule& rule, std::span<const FundAtPlace* const> funds) {
  for (const auto step : rule.order) {
    const FundAtPlace* best = nullptr;
    for (const auto* fund : funds) {
      if (!stands_in(*fund, step)) continue;
      if (best == nullptr || comes_before(*fund, *best)) best = fund;
    }
    if (best != nullptr) return best;
  }
  return nullptr;
}

}  // namespace

void require_fits(const Restriction& restriction, const Need& need) {
  const auto fault = fault_of(restriction, need);
  require_clause(fault.empty(), restriction.clause, fault);
}

void require_admits(const Purpose& purpose, std::span<const std::string> sources) {
  require_clause(admits(purpose, sources), purpose.clause,
                 "money of this source isn't admitted for that purpose");
}

const FundAtPlace* propose(const Rulebook& rulebook, const Need& need,
                           std::span<const FundAtPlace> candidates) {
  const auto& purpose = rulebook.purpose(need.purpose);
  std::vector<const FundAtPlace*> fitting;
  std::vector<const FundAtPlace*> covering;
  for (const auto& fund : candidates) {
    if (!fits(fund, purpose, need)) continue;
    fitting.push_back(&fund);
    if (fund.available >= need.amount) covering.push_back(&fund);
  }
  const auto* proposed = first_of(rulebook.allocation, covering);
  // A request without money is proposed all the same: it waits, oldest first, until money comes.
  return proposed != nullptr ? proposed : first_of(rulebook.allocation, fitting);
}

}  // namespace relief
