#pragma once

#include <string>

#include "ledger/aid/payout.h"
#include "ledger/cases/work.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/requests.h"

namespace relief {

/// What a request wants, for whom, and how it is to be paid.
struct Want {
  std::string purpose;
  Money amount;
  PayoutMethod method;
  std::optional<std::string> group;  ///< Of the case.
  OrganisationId organisation;       ///< Whose box pays in cash.
};

/// Of a version of a request that stands.
Want want_of(const storage::ReliefCase& relief_case, const storage::Request& request);

/// A fund at a place.
struct Allocation {
  FundId fund;
  PlaceId place;
};

/// The fund and place that the rulebook's order proposes.
/// Throws Error{refused} with the clause of the allocation where no fund may pay for this.
Allocation propose_allocation(Work& work, const Want& want);

/// Refuses a fund that may not pay for this, with the clause of gift or law, and a place that can't
/// pay this way.
void require_allocation(Work& work, const Want& want, const Allocation& allocation);

/// Whether require_allocation lets it pass, by these rules on this day.
bool may_allocate(storage::Transaction& tx, const Rulebook& rulebook, Date today, const Want& want,
                  const Allocation& allocation);
bool may_allocate(Work& work, const Want& want, const Allocation& allocation);

}  // namespace relief
