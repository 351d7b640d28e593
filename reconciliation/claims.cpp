#include "reconciliation/claims.h"

#include <algorithm>
#include <string_view>

#include "ledger/storage/bind.h"

namespace relief::reconciliation {
namespace {

using storage::in;

/// The payment among the items of a line, which blanks separate.
std::optional<PaymentId> payment_among(std::string_view items) {
  while (!items.empty()) {
    const auto end = std::min(items.find(' '), items.size());
    const auto item = items.substr(0, end);
    if (PaymentId::is_well_formed(item)) return PaymentId{std::string{item}};
    items.remove_prefix(std::min(end + 1, items.size()));
  }
  return std::nullopt;
}

}  // namespace

ClaimOrigin origin_of(storage::Transaction& tx, const storage::OpenItem& claim) {
  // An exception's record follows the one that it is about.
  std::string statement, line, items, exception, code;
  tx.sql() << R"sql(
      select coalesce(line.statement, statement.id, ''), coalesce(line.number::text, ''),
             coalesce(line.items, ''), coalesce(raised.id, ''), coalesce(raised.code, '')
        from (select seq from posting
               where item = :item and account = '1200' and place = :place
               order by posting.seq, number limit 1) first
        left join statement_line line on line.seq = first.seq
        left join statement on statement.seq = first.seq
        left join open_exception raised on raised.raised_seq = first.seq + 1
    )sql",
      in(claim.item, "item"), in(claim.place, "place"), soci::into(statement), soci::into(line),
      soci::into(items), soci::into(exception), soci::into(code);
  ClaimOrigin origin{.code = code, .payment = payment_among(items)};
  if (!statement.empty()) origin.statement = StatementId{statement};
  if (!line.empty()) origin.line = std::stoi(line);
  if (!exception.empty()) origin.exception = ExceptionId{exception};
  return origin;
}

}  // namespace relief::reconciliation
