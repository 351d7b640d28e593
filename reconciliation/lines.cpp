#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

using storage::in;
using storage::Transaction;

void insert(Transaction& tx, const LineRow& row) {
  const auto amount = row.amount.units_text();
  const std::string code{row.amount.currency().code};
  const auto booked = to_text(row.booked_on);
  const auto value = to_text(row.value_on);
  const auto sealed = to_hex(row.sealed);
  const auto seq = std::to_string(row.seq);
  tx.change() << R"sql(
      insert into statement_line (statement, number, amount, currency, booked_on, value_on, stage,
                                  reason, items, sealed, seq)
      values (:statement, :number, cast(:amount as numeric), :currency, cast(:booked as date),
              cast(:value as date), :stage, :reason, :items, decode(:sealed, 'hex'),
              cast(:seq as bigint))
    )sql",
      in(row.statement, "statement"), in(row.number, "number"), in(amount, "amount"),
      in(code, "currency"), in(booked, "booked"), in(value, "value"), in(row.stage, "stage"),
      in(row.reason, "reason"), in(row.items, "items"), in(sealed, "sealed"), in(seq, "seq");
}

std::vector<LineRow> lines_of(Transaction& tx, const StatementId& id, std::uint64_t after,
                              int limit) {
  const auto record = std::to_string(after);
  std::string amount, code, booked, value, stage, reason, items, sealed, seq;
  int number = 0;
  std::vector<LineRow> rows;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select number, amount::text, currency, booked_on::text, value_on::text, stage, reason, items,
             encode(sealed, 'hex'), seq::text
        from statement_line where statement = :id and seq > cast(:after as bigint)
       order by statement_line.seq limit :limit
    )sql",
       in(id, "id"), in(record, "after"), in(limit, "limit"), soci::into(number),
       soci::into(amount), soci::into(code), soci::into(booked), soci::into(value),
       soci::into(stage), soci::into(reason), soci::into(items), soci::into(sealed),
       soci::into(seq));
  for (statement.execute(); statement.fetch();) {
    rows.push_back({.statement = id,
                    .number = number,
                    .amount = Money::of_units(amount, currency(code)),
                    .booked_on = parse_date(booked),
                    .value_on = parse_date(value),
                    .stage = stage,
                    .reason = reason,
                    .items = items,
                    .sealed = from_hex(sealed).value_or(""),
                    .seq = std::stoull(seq)});
  }
  return rows;
}

}  // namespace relief::reconciliation
