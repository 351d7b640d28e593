#include <map>

#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {

using storage::in;

namespace {

std::vector<Column> columns(const Parameters& parameters) {
  return {
      {"payment", in_language(parameters, "Ödəniş", "Payment")},
      {"request", in_language(parameters, "Müraciət", "Request")},
      {"ordered_on", in_language(parameters, "Tarix", "Ordered on")},
      {"reference", in_language(parameters, "İstinad", "Reference")},
      {"earlier_references", in_language(parameters, "Əvvəlki istinadlar", "Earlier references")},
      {"purpose", in_language(parameters, "Təyinat", "Purpose")},
      {"fund", in_language(parameters, "Fond", "Fund")},
      {"place", in_language(parameters, "Yer", "Place")},
      {"amount", in_language(parameters, "Məbləğ", "Amount")},
      {"paid", in_language(parameters, "Ödənilib", "Paid")},
      {"currency", in_language(parameters, "Valyuta", "Currency")},
      {"status", in_language(parameters, "Vəziyyət", "Status")}};
}

}  // namespace

/// Every payment that was ordered in the span, by day: what was ordered, and what of it left the
/// fund and didn't come back. Nothing in it says to whom.
Table payment_register(storage::Transaction& tx, const Parameters& parameters) {
  const auto from = to_text(parameters.from.value_or(parse_date("1900-01-01")));
  const auto last = to_text(parameters.last());
  std::string id, request, day, reference, earlier, purpose, fund, place, units, paid, in_currency,
      status;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select payment.id, payment.request, entered.effective_on::text, payment.reference,
             coalesce((select string_agg(line.reference, ' ' order by batch.seq)
                         from payment_reference line join batch on batch.id = line.batch
                        where line.payment = payment.id
                          and line.reference <> payment.reference), ''),
             request.purpose, fund.code, place.name, payment.amount::text,
             (payment.booked - payment.back)::text, payment.currency, payment.status
        from payment
        join request on request.id = payment.request
        join fund on fund.id = payment.fund
        join place on place.id = payment.place
        join lateral (select effective_on from posting where posting.seq = payment.seq limit 1)
             entered on true
       where entered.effective_on between cast(:from as date) and cast(:last as date)
         and (:fund = '' or payment.fund = :fund) and (:place = '' or payment.place = :place)
       order by entered.effective_on, payment.seq
    )sql",
       in(from, "from"), in(last, "last"), in(parameters.fund, "fund"),
       in(parameters.place, "place"), soci::into(id), soci::into(request), soci::into(day),
       soci::into(reference), soci::into(earlier), soci::into(purpose), soci::into(fund),
       soci::into(place), soci::into(units), soci::into(paid), soci::into(in_currency),
       soci::into(status));
  Table table;
  table.columns = columns(parameters);
  struct Total {
    Money amount, paid;
  };
  std::map<std::string, Total> totals;
  for (statement.execute(); statement.fetch();) {
    const auto amount = Money::of_units(units, currency(in_currency));
    const auto reached = Money::of_units(paid, currency(in_currency));
    const auto none = Money::zero(amount.currency());
    auto& total = totals.try_emplace(in_currency, Total{none, none}).first->second;
    total.amount += amount;
    total.paid += reached;
    table.rows.push_back({id, request, parse_date(day), reference, earlier,
                          term(parameters, purpose), fund, place, amount, reached, in_currency,
                          term(parameters, status)});
  }
  for (const auto& [of, total] : totals) {
    const std::string empty;
    table.totals.push_back({in_language(parameters, "Cəmi", "Total"), empty, empty, empty, empty,
                            empty, empty, empty, total.amount, total.paid, of, empty});
  }
  return table;
}

}  // namespace relief::reports
