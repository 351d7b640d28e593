#include "ledger/cases/claim.h"

#include "ledger/base/at_field.h"
#include "ledger/storage/open_items.h"

namespace relief {

Money Claim::part(const std::optional<Money>& asked) const {
  if (!asked) return left;
  return at_field("/amount", [&] {
    require(asked->currency() == left.currency(), Errc::refused,
            "the claim is in another currency");
    require(!asked->is_zero() && !asked->is_negative(), Errc::malformed,
            "a part of a claim is above zero");
    require(*asked <= left, Errc::conflict, "less than that is open of this claim");
    return *asked;
  });
}

std::vector<Line> Claim::cleared(const Money& amount) const {
  return pair("1100", "1200", place, unassigned_fund, id.text(), amount);
}

Claim find_claim(Work& work, const ClaimId& id) {
  const auto item = storage::find_item(work.tx(), "1200", id.text());
  require(item.has_value(), Errc::not_found, "there is no such claim");
  const auto left = work.books().item("1200", item->place, id.text(), item->amount.currency());
  require(!left.is_zero(), Errc::conflict,
          "nothing of this claim is open any more: it was explained, written off, or came back");
  return {.id = id, .place = item->place, .left = left};
}

void require_available(Work& work, const std::string& fund, const Claim& claim,
                       const Money& amount) {
  const auto available = work.books().available(fund, claim.place, amount.currency());
  require(available >= amount, Errc::refused,
          "the fund has less available at the claim's place than it would bear");
}

}  // namespace relief
