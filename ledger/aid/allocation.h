#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/aid/rulebook.h"
#include "ledger/base/ids.h"

namespace relief {

/// What a donor or a source allows a fund to be used for. What it doesn't say is free.
struct Restriction {
  std::vector<std::string> purposes = {};
  std::optional<Date> from = {};
  std::optional<Date> to = {};            ///< The last day.
  std::optional<std::string> group = {};  ///< Of the people it is for.
  std::string clause;                     ///< Of the gift's agreement; a refusal quotes it.
};

/// What a request wants from a fund.
struct Need {
  std::string purpose;
  Money amount;
  Date on;
  std::optional<std::string> group = {};  ///< Of the case.
};

/// A fund at a place, as a request may draw on it.
struct FundAtPlace {
  FundId fund;
  PlaceId place;
  Money available;
  std::optional<Restriction> restriction = {};  ///< Nothing: the general fund.
  std::vector<std::string> sources = {};        ///< Of the gifts that stand in it unspent.
};

/// Refuses a need that the gift doesn't allow, with the gift's clause.
void require_fits(const Restriction& restriction, const Need& need);

/// Refuses money of a source that the purpose doesn't admit, with the purpose's clause.
void require_admits(const Purpose& purpose, std::span<const std::string> sources);

/// The fund and place that the rulebook's order proposes, or null where none fits. Funds that can
/// pay now come before funds that can't; within a step of the order, the one that ends first, then
/// the one for the fewest purposes, then the one with the most money, then the one offered first.
///
/// The caller offers funds and places in the order in which they were opened, only places that can
/// pay the way the payout asks, and never `unassigned` money.
const FundAtPlace* propose(const Rulebook& rulebook, const Need& need,
                           std::span<const FundAtPlace> candidates);

}  // namespace relief
