#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {

using storage::in;

/// Every line of every entry of the span, in booking order.
Table journal(storage::Transaction& tx, const Parameters& parameters) {
  const auto from = to_text(parameters.from.value_or(parse_date("1900-01-01")));
  const auto last = to_text(parameters.last());
  std::string seq, day, kind, code, place, fund, item, units, in_currency;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select posting.seq::text, posting.effective_on::text, record.kind, posting.account,
             posting.place, posting.fund, posting.item, posting.amount::text, posting.currency
        from posting
        join record on record.seq = posting.seq
       where posting.effective_on between cast(:from as date) and cast(:last as date)
         and (:fund = '' or posting.fund = :fund) and (:place = '' or posting.place = :place)
       order by posting.seq, posting.number
    )sql",
       in(from, "from"), in(last, "last"), in(parameters.fund, "fund"),
       in(parameters.place, "place"), soci::into(seq), soci::into(day), soci::into(kind),
       soci::into(code), soci::into(place), soci::into(fund), soci::into(item), soci::into(units),
       soci::into(in_currency));
  Table table;
  table.columns = {{"seq", in_language(parameters, "Qeyd", "Record")},
                   {"on", in_language(parameters, "Tarix", "Date")},
                   {"kind", in_language(parameters, "Növ", "Kind")},
                   {"account", in_language(parameters, "Hesab", "Account")},
                   {"place", in_language(parameters, "Yer", "Place")},
                   {"fund", in_language(parameters, "Fond", "Fund")},
                   {"item", in_language(parameters, "Maddə", "Item")},
                   {"amount", in_language(parameters, "Məbləğ", "Amount")},
                   {"currency", in_language(parameters, "Valyuta", "Currency")}};
  for (statement.execute(); statement.fetch();) {
    table.rows.push_back({std::stol(seq), parse_date(day), term(parameters, kind), code, place,
                          fund, item, Money::of_units(units, currency(in_currency)), in_currency});
  }
  return table;
}

}  // namespace relief::reports
