#include "ledger/storage/periods.h"

#include "ledger/storage/bind.h"

namespace relief::storage {

std::optional<Date> closed_through(Transaction& tx) {
  std::string day;
  tx.sql() << "select coalesce(max(last_day)::text, '') from period_close", soci::into(day);
  if (day.empty()) return std::nullopt;
  return parse_date(day);
}

void insert(Transaction& tx, const ClosedPeriod& period) {
  const auto last_day = to_text(period.last_day);
  const auto seq = std::to_string(period.seq);
  tx.change() << R"sql(
      insert into period_close (last_day, period, seq)
      values (cast(:last_day as date), :period, cast(:seq as bigint))
    )sql",
      in(last_day, "last_day"), in(period.period, "period"), in(seq, "seq");
}

std::vector<ClosedPeriod> closed_periods(Transaction& tx) {
  std::string period, last_day, seq;
  std::vector<ClosedPeriod> periods;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select period, last_day::text, seq::text from period_close
       order by period_close.last_day desc
    )sql",
                          soci::into(period), soci::into(last_day), soci::into(seq));
  for (rows.execute(); rows.fetch();) {
    periods.push_back(
        {.period = period, .last_day = parse_date(last_day), .seq = std::stoull(seq)});
  }
  return periods;
}

std::vector<std::string> unreconciled_places(Transaction& tx, Date day) {
  const auto last = to_text(day);
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select place.name
        from place
        join (select place, sum(amount) as amount from balances_by(cast(:last as date))
               where account = '1100' group by place) held on held.place = place.id
       where not exists (select from reconciliation
                          where reconciliation.place = place.id and seq is not null
                            and date = cast(:last as date) and book = held.amount)
       order by place.name
    )sql",
                                          in(last, "last"));
  return {rows.begin(), rows.end()};
}

std::vector<Result> results_by(Transaction& tx, Date day, const std::string& fund) {
  const auto last = to_text(day);
  std::string account, of, code, units;
  std::vector<Result> results;
  soci::statement rows = (tx.sql().prepare << R"sql(
      select account, fund, currency, sum(amount)::text from balances_by(cast(:last as date))
       where (account = '3900' or (account >= '4000' and account < '6000'))
         and (:fund = '' or fund = :fund)
       group by account, fund, currency
      having sum(amount) <> 0
       order by fund, currency, account
    )sql",
                          in(last, "last"), in(fund, "fund"), soci::into(account), soci::into(of),
                          soci::into(code), soci::into(units));
  for (rows.execute(); rows.fetch();) {
    results.push_back(
        {.account = account, .fund = of, .amount = Money::of_units(units, currency(code))});
  }
  return results;
}

void insert_year_close(Transaction& tx, int year, const std::string& fund, std::uint64_t seq) {
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      insert into year_close (seq, year, fund) values (cast(:seq as bigint), :year, :fund)
    )sql",
      in(record, "seq"), in(year, "year"), in(fund, "fund");
}

}  // namespace relief::storage
