#include <map>

#include "ledger/storage/bind.h"
#include "reports/reports.h"
#include "reports/words.h"

namespace relief::reports {
namespace {

using storage::in;

/// What one currency did in the span; a class is an account of the chart.
struct CashFlow {
  Money opening, closing;
  std::map<std::string, Money> by_class = {};
};

using CashFlows = std::map<std::string, CashFlow>;

CashFlow& flow_of(CashFlows& flows, const std::string& code) {
  const auto zero = Money::zero(currency(code));
  return flows.try_emplace(code, CashFlow{.opening = zero, .closing = zero}).first->second;
}

/// What the places held by the end of a day, from the balances that the books keep.
void add_cash(storage::Transaction& tx, const Parameters& parameters, Date day,
              Money CashFlow::*which, CashFlows& flows) {
  const auto last = to_text(day);
  std::string code, units;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select currency, sum(amount)::text from balances_by(cast(:last as date))
       where account = '1100' and (:fund = '' or fund = :fund) and (:place = '' or place = :place)
       group by currency
    )sql",
                               in(last, "last"), in(parameters.fund, "fund"),
                               in(parameters.place, "place"), soci::into(code), soci::into(units));
  for (statement.execute(); statement.fetch();) {
    flow_of(flows, code).*which = Money::of_units(units, currency(code));
  }
}

/// What moved, by class, from the postings themselves. The line against a line of cash has its
/// item and its amount; in history, which is as others kept it, it is the largest against it.
void add_moves(storage::Transaction& tx, const Parameters& parameters, Date first,
               CashFlows& flows) {
  const auto from = to_text(first), last = to_text(parameters.last());
  std::string code, in_currency, units;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      with moved as (
        select cash.currency, cash.amount,
               case when other.account in ('1150', '2110') then coalesce(class.account, other.account)
                    else coalesce(other.account, '1160') end as class
          from posting cash
          left join lateral (
            select account from posting
             where posting.seq = cash.seq and posting.fund = cash.fund
               and posting.currency = cash.currency and posting.account <> '1100'
               and sign(posting.amount) = - sign(cash.amount)
             order by posting.item = cash.item and posting.amount = - cash.amount desc,
                      abs(posting.amount) desc, posting.number limit 1) other on true
          left join lateral (
            select account from posting
             where posting.item = cash.item
               and (account between '4000' and '5999' or account in ('1160', '1900', '2200', '2300'))
             order by account between '4000' and '5999' desc, seq limit 1) class on true
         where cash.account = '1100'
           and cash.effective_on between cast(:from as date) and cast(:last as date)
           and (:fund = '' or cash.fund = :fund) and (:place = '' or cash.place = :place))
      select class, currency, sum(amount)::text from moved
       group by class, currency
      having sum(amount) <> 0
    )sql",
       in(from, "from"), in(last, "last"), in(parameters.fund, "fund"),
       in(parameters.place, "place"), soci::into(code), soci::into(in_currency), soci::into(units));
  for (statement.execute(); statement.fetch();) {
    flow_of(flows, in_currency)
        .by_class.emplace(code, Money::of_units(units, currency(in_currency)));
  }
}

/// Whether what moved in a class is a payment. Most classes stand on one side whatever came back;
/// what moved between own places or funds stands where its sum is.
bool is_payment(const Account& class_of, const Money& sum) {
  if (class_of.kind == AccountClass::expense || class_of.code == "1200") return true;
  return (class_of.normal == Side::either || class_of.code == "1160") && sum.is_negative();
}

}  // namespace

/// What moved at the fund's places in the span, by what it was for, between what they held before
/// and after: the statement of the cash basis (IPSAS). Money that arrives against an announcement
/// or leaves against an order takes its class from what was announced or ordered, through the item.
Table receipts_and_payments(storage::Transaction& tx, const Parameters& parameters) {
  const auto from = parameters.from.value_or(parse_date("1900-01-01"));
  CashFlows flows;
  add_cash(tx, parameters, from - std::chrono::days{1}, &CashFlow::opening, flows);
  add_cash(tx, parameters, parameters.last(), &CashFlow::closing, flows);
  add_moves(tx, parameters, from, flows);
  Table table;
  table.columns = {{"class", in_language(parameters, "Sinif", "Class")},
                   {"name", in_language(parameters, "Adı", "Name")},
                   {"currency", in_language(parameters, "Valyuta", "Currency")},
                   {"receipts", in_language(parameters, "Daxilolma", "Receipts")},
                   {"payments", in_language(parameters, "Ödəniş", "Payments")},
                   {"cash", in_language(parameters, "Pul vəsaiti", "Cash")}};
  const std::string empty;
  const auto held = [&](const char* which, std::string name, const Money& amount) {
    return std::vector<Cell>{
        Term{which, empty}, std::move(name), std::string{amount.currency().code},
        NoAmount{},         NoAmount{},      amount};
  };
  for (const auto& [of, flow] : flows) {
    auto received = Money::zero(currency(of)), paid = received;
    table.rows.push_back(held(
        "opening", in_language(parameters, "Dövrün əvvəlinə pul vəsaiti", "Cash at the beginning"),
        flow.opening));
    for (const auto& [code, sum] : flow.by_class) {
      const bool out = is_payment(account(code), sum);
      (out ? paid : received) += out ? -sum : sum;
      table.rows.push_back({code, name_of(parameters, account(code)), of,
                            out ? Cell{NoAmount{}} : Cell{sum}, out ? Cell{-sum} : Cell{NoAmount{}},
                            NoAmount{}});
    }
    table.rows.push_back(
        held("closing", in_language(parameters, "Dövrün sonuna pul vəsaiti", "Cash at the end"),
             flow.closing));
    table.totals.push_back(
        {empty, in_language(parameters, "Cəmi", "Total"), of, received, paid, NoAmount{}});
    table.totals.push_back(
        held("difference",
             in_language(parameters, "Yoxlama: əvvəlinə + daxilolma − ödəniş − sonuna",
                         "Check: beginning + receipts − payments − end"),
             flow.opening + received - paid - flow.closing));
  }
  return table;
}

}  // namespace relief::reports
