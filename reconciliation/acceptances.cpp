#include "reconciliation/acceptances.h"

#include "ledger/storage/bind.h"

namespace relief::reconciliation {

using storage::in;
using storage::Transaction;

void insert(Transaction& tx, const AcceptanceRow& row) {
  const auto seq = std::to_string(row.seq);
  const auto difference = row.difference.units_text();
  const std::string code{row.difference.currency().code};
  tx.change() << R"sql(
      insert into statement_acceptance (seq, statement, code, faults, difference, currency)
      values (cast(:seq as bigint), :statement, :code, :faults, cast(:difference as numeric),
              :currency)
    )sql",
      in(seq, "seq"), in(row.statement, "statement"), in(row.code, "code"),
      in(row.faults, "faults"), in(difference, "difference"), in(code, "currency");
}

std::optional<AcceptanceRow> acceptance_of(Transaction& tx, const StatementId& statement) {
  std::string seq, code, faults, difference, in_currency;
  tx.sql() << R"sql(
      select seq::text, code, faults, difference::text, currency
        from statement_acceptance where statement = :statement
    )sql",
      in(statement, "statement"), soci::into(seq), soci::into(code), soci::into(faults),
      soci::into(difference), soci::into(in_currency);
  if (!tx.sql().got_data()) return std::nullopt;
  return AcceptanceRow{.seq = std::stoull(seq),
                       .statement = statement,
                       .code = code,
                       .faults = faults,
                       .difference = Money::of_units(difference, currency(in_currency))};
}

}  // namespace relief::reconciliation
