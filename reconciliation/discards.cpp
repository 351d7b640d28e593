#include "reconciliation/discards.h"

#include "ledger/storage/bind.h"

namespace relief::reconciliation {

using storage::in;
using storage::Transaction;

void insert(Transaction& tx, const DiscardRow& row) {
  const auto at = to_text(row.at);
  tx.change() << R"sql(
      insert into statement_discard (statement, code, discarded_by, discarded_at)
      values (:statement, :code, :by, cast(:at as timestamptz))
    )sql",
      in(row.statement, "statement"), in(row.code, "code"), in(row.by, "by"), in(at, "at");
}

std::optional<DiscardRow> discard_of(Transaction& tx, const StatementId& statement) {
  std::string code, by, at;
  tx.sql() << R"sql(
      select code, discarded_by, instant_text(discarded_at)
        from statement_discard where statement = :statement
    )sql",
      in(statement, "statement"), soci::into(code), soci::into(by), soci::into(at);
  if (!tx.sql().got_data()) return std::nullopt;
  return DiscardRow{
      .statement = statement, .code = code, .by = PersonId{by}, .at = parse_instant(at)};
}

}  // namespace relief::reconciliation
