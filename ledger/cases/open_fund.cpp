#include "ledger/cases/open_fund.h"

#include "ledger/cases/under_rule.h"

namespace relief {

Facts open_fund(Work& work, const NewFund& input) {
  require(!storage::find_fund_by_code(work.tx(), input.code) && input.code != "unassigned",
          Errc::conflict, "another fund has this code");
  const storage::Fund fund{.id = work.new_id<FundId>(),
                           .code = input.code,
                           .name = input.name,
                           .restriction = input.restriction};
  nlohmann::json fields{{"fund", fund.id.text()}};
  if (fund.restriction) {
    const auto& terms = *fund.restriction;
    require_field(!terms.from || !terms.to || *terms.from <= *terms.to, "/restriction/to",
                  "the restriction ends before it begins");
    for (const auto& purpose : terms.purposes) {
      require_field(work.rulebook().purposes.contains(purpose), "/restriction/purposes",
                    "the rulebook has no such purpose");
    }
    if (!terms.purposes.empty()) fields["purposes"] = terms.purposes;
    if (terms.from) fields["from"] = to_text(*terms.from);
    if (terms.to) fields["to"] = to_text(*terms.to);
    if (terms.group) fields["group"] = *terms.group;
  }
  const auto seq =
      work.append_signed(under_rule(work, "fund", {.kind = "fund.opened", .fields = fields}),
                         {.target = "new", .fund = fund.id.text()});
  storage::insert(work.tx(), fund, seq);
  return {{"id", fund.id.text()}, {"seq", seq}};
}

}  // namespace relief
