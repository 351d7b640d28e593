#include "ledger/cases/write_off_claim.h"

#include <utility>

#include "ledger/base/at_field.h"
#include "ledger/cases/claim.h"
#include "ledger/cases/under_rule.h"

namespace relief {

Facts write_off_claim(Work& work, const WriteOff& input) {
  const auto claim = find_claim(work, input.claim);
  const auto amount = claim.part(input.amount);
  const auto& fund = input.fund.text();
  at_field("/fund", [&] {
    require(fund != unassigned_fund, Errc::refused,
            "a loss is borne by a fund: what is nobody's bears none");
    require_available(work, work.fund(input.fund).id.text(), claim, amount);
  });
  auto record = under_rule(work, "write_off",
                           {.kind = "claim.written_off",
                            .fields = {{"claim", claim.id.text()},
                                       {"fund", fund},
                                       {"money", amount.units_text()},
                                       {"currency", amount.currency().code}}});
  auto lines = claim.cleared(amount);
  extend(lines, pair("5900", "1100", claim.place, fund, claim.id.text(), amount));
  record.entry = Entry{.on = work.today(), .lines = std::move(lines)};
  const auto seq = work.append_signed(
      std::move(record),
      {.target = claim.id.text(), .money = amount, .fund = fund, .place = claim.place});
  return {{"id", claim.id.text()}, {"seq", seq}};
}

}  // namespace relief
