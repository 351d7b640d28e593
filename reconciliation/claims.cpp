#include "reconciliation/claims.h"

#include <sstream>

#include "ledger/storage/bind.h"

namespace relief::reconciliation {
namespace {

using storage::in;

/// The payments and batches among the items of a line, which blanks separate.
std::vector<std::string> orders_among(const std::string& items) {
  std::vector<std::string> orders;
  std::istringstream words{items};
  for (std::string item; words >> item;) {
    if (PaymentId::is_well_formed(item) || BatchId::is_well_formed(item)) orders.push_back(item);
  }
  return orders;
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
  ClaimOrigin origin{.code = code, .orders = orders_among(items)};
  if (!statement.empty()) origin.statement = StatementId{statement};
  if (!line.empty()) origin.line = std::stoi(line);
  if (!exception.empty()) origin.exception = ExceptionId{exception};
  return origin;
}

}  // namespace relief::reconciliation
