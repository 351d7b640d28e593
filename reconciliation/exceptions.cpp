#include "ledger/base/error.h"
#include "ledger/storage/bind.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {
namespace {

using storage::in;
using storage::Transaction;

/// Each is a value, or empty where all pass.
struct ExceptionFilter {
  std::string id = {}, state = {}, statement = {}, after = {};
  int limit = 0;  ///< Zero is none.
};

std::vector<ExceptionRow> select_exceptions(Transaction& tx, const ExceptionFilter& filter) {
  std::string id, code, place, from, line, amount, in_currency, at, seq, resolved, resolution,
      resolved_at, claim;
  std::vector<ExceptionRow> rows;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, code, place, coalesce(statement, ''), coalesce(line::text, ''),
             coalesce(amount::text, ''), coalesce(currency, ''), instant_text(raised_at),
             raised_seq::text, coalesce(resolved_seq::text, ''), coalesce(resolution, ''),
             coalesce((select instant_text(record.at) from record
                        where record.seq = resolved_seq), ''),
             coalesce((select item from posting
                        where posting.seq = raised_seq - 1 and account = '1200'
                          and posting.place = open_exception.place limit 1), '')
        from open_exception
       where (:id = '' or id = :id)
         and (:of = '' or statement = :of)
         and (:state = '' or (:state = 'resolved') = (resolved_seq is not null))
         and (:after = '' or (raised_seq, id) >
              (select last.raised_seq, last.id from open_exception last where last.id = :after))
       order by open_exception.raised_seq, id limit nullif(:limit, 0)
    )sql",
       in(filter.id, "id"), in(filter.statement, "of"), in(filter.state, "state"),
       in(filter.after, "after"), in(filter.limit, "limit"), soci::into(id), soci::into(code),
       soci::into(place), soci::into(from), soci::into(line), soci::into(amount),
       soci::into(in_currency), soci::into(at), soci::into(seq), soci::into(resolved),
       soci::into(resolution), soci::into(resolved_at), soci::into(claim));
  for (statement.execute(); statement.fetch();) {
    ExceptionRow row{.id = ExceptionId{id},
                     .code = code,
                     .place = PlaceId{place},
                     .statement = {},
                     .line = {},
                     .amount = {},
                     .raised_at = parse_instant(at),
                     .raised_seq = std::stoull(seq),
                     .resolved_seq = {},
                     .resolution = resolution};
    if (!from.empty()) row.statement = StatementId{from};
    if (!line.empty()) row.line = std::stoi(line);
    if (!amount.empty()) row.amount = Money::of_units(amount, currency(in_currency));
    if (!resolved.empty()) row.resolved_seq = std::stoull(resolved);
    if (!resolved_at.empty()) row.resolved_at = parse_instant(resolved_at);
    if (!claim.empty()) row.claim = ClaimId{claim};
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

void insert(Transaction& tx, const ExceptionRow& row) {
  const auto statement = row.statement ? row.statement->text() : std::string{};
  const auto line = row.line ? std::to_string(*row.line) : std::string{};
  const auto amount = row.amount ? row.amount->units_text() : std::string{};
  const std::string code{row.amount ? row.amount->currency().code : std::string_view{}};
  const auto at = to_text(row.raised_at);
  const auto seq = std::to_string(row.raised_seq);
  tx.change() << R"sql(
      insert into open_exception (id, code, place, statement, line, amount, currency, raised_at,
                                  raised_seq)
      values (:id, :code, :place, nullif(:statement, ''), cast(nullif(:line, '') as int),
              cast(nullif(:amount, '') as numeric), nullif(:currency, ''),
              cast(:at as timestamptz), cast(:seq as bigint))
    )sql",
      in(row.id, "id"), in(row.code, "code"), in(row.place, "place"), in(statement, "statement"),
      in(line, "line"), in(amount, "amount"), in(code, "currency"), in(at, "at"), in(seq, "seq");
}

ExceptionRow find_exception(Transaction& tx, const ExceptionId& id) {
  auto rows = select_exceptions(tx, {.id = id.text()});
  require(!rows.empty(), Errc::not_found, "there is no such exception");
  return rows.front();
}

std::vector<ExceptionRow> exceptions(Transaction& tx, std::optional<ExceptionState> state,
                                     const Slice& slice) {
  if (!slice.after.empty()) find_exception(tx, ExceptionId{slice.after});
  return select_exceptions(
      tx, {.state = state ? std::string{exception_states.text(*state)} : std::string{},
           .after = slice.after,
           .limit = slice.limit});
}

std::vector<ExceptionRow> open_exceptions_of(Transaction& tx, const StatementId& statement) {
  return select_exceptions(tx, {.state = "open", .statement = statement.text()});
}

void resolve(Transaction& tx, const ExceptionId& id, const std::string& resolution,
             std::uint64_t seq) {
  const auto record = std::to_string(seq);
  tx.change() << R"sql(
      update open_exception set resolved_seq = cast(:seq as bigint), resolution = :resolution
       where id = :id and resolved_seq is null
    )sql",
      in(record, "seq"), in(resolution, "resolution"), in(id, "id");
}

}  // namespace relief::reconciliation
