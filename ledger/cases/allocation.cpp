#include "ledger/cases/allocation.h"

#include <algorithm>
#include <vector>

#include "ledger/aid/allocation.h"
#include "ledger/storage/fund_sources.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/places.h"

namespace relief {
namespace {

bool can_pay(const storage::Place& place, const Want& want) {
  if (!(*place.currency == want.amount.currency())) return false;
  if (want.method == PayoutMethod::bank) return place.type == storage::PlaceType::bank;
  return place.type == storage::PlaceType::box && place.organisation == want.organisation;
}

Need need_of(const Want& want, Date today) {
  return {.purpose = want.purpose, .amount = want.amount, .on = today, .group = want.group};
}

/// What questions about lots are to see of the books, where the purpose asks such.
void write_lots(Work& work, const Want& want) {
  if (!work.rulebook().purpose(want.purpose).from_sources.empty()) work.books().write();
}

/// Looked up only where the purpose asks.
std::vector<std::string> sources_in(storage::Transaction& tx, const Rulebook& rulebook,
                                    const FundId& fund, const Want& want) {
  if (rulebook.purpose(want.purpose).from_sources.empty()) return {};
  return storage::unspent_sources(tx, fund, want.amount.currency());
}

void require_by(storage::Transaction& tx, const Rulebook& rulebook, Date today, const Want& want,
                const Allocation& allocation) {
  const auto fund = storage::find_fund(tx, allocation.fund);
  const auto place = storage::find_place(tx, allocation.place);
  require_clause(can_pay(place, want), rulebook.allocation.clause,
                 "this place can't pay in the currency and the way that the request asks");
  if (fund.restriction) require_fits(*fund.restriction, need_of(want, today));
  require_admits(rulebook.purpose(want.purpose), sources_in(tx, rulebook, allocation.fund, want));
}

}  // namespace

Want want_of(const storage::ReliefCase& relief_case, const storage::Request& request) {
  return {.purpose = request.purpose,
          .amount = request.amount,
          .method = request.method,
          .group = relief_case.group,
          .organisation = relief_case.organisation};
}

Allocation propose_allocation(Work& work, const Want& want) {
  auto places = storage::all_places(work.tx());
  std::erase_if(places, [&](const storage::Place& place) { return !can_pay(place, want); });
  write_lots(work, want);
  std::vector<FundAtPlace> candidates;
  for (const auto& fund : storage::all_funds(work.tx())) {
    const auto sources = sources_in(work.tx(), work.rulebook(), fund.id, want);
    for (const auto& place : places) {
      candidates.push_back({.fund = fund.id,
                            .place = place.id,
                            .available = work.books().available(fund.id.text(), place.id.text(),
                                                                want.amount.currency()),
                            .restriction = fund.restriction,
                            .sources = sources});
    }
  }
  const auto* proposed = propose(work.rulebook(), need_of(want, work.today()), candidates);
  require_clause(proposed != nullptr, work.rulebook().allocation.clause,
                 "the fund has no money that may pay for this in this way");
  return {.fund = proposed->fund, .place = proposed->place};
}

void require_allocation(Work& work, const Want& want, const Allocation& allocation) {
  write_lots(work, want);
  require_by(work.tx(), work.rulebook(), work.today(), want, allocation);
}

bool may_allocate(storage::Transaction& tx, const Rulebook& rulebook, Date today, const Want& want,
                  const Allocation& allocation) {
  try {
    require_by(tx, rulebook, today, want, allocation);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool may_allocate(Work& work, const Want& want, const Allocation& allocation) {
  try {
    require_allocation(work, want, allocation);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace relief
