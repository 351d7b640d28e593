#include "reconciliation/reconcile.h"

#include <algorithm>

#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/bind.h"
#include "reconciliation/money_at.h"

namespace relief::reconciliation {
namespace {

using storage::in;
using storage::Transaction;

/// One text a line, in order: what the digest in the record is of.
std::string digest_of(const std::vector<ReconcilingItem>& items) {
  std::string text;
  for (const auto& each : items) {
    text +=
        each.account + " " + each.item + " " + each.fund + " " + each.amount.units_text() + "\n";
  }
  const auto hash = sha256(text);
  return std::string{as_bytes(hash)};
}

void insert(Transaction& tx, const Reconciliation& row) {
  const auto date = to_text(row.date);
  const auto closing = row.closing.units_text();
  const auto book = row.book.units_text();
  const auto difference = row.difference.units_text();
  const std::string code{row.book.currency().code};
  const auto items = to_hex(row.items_digest);
  const auto at = to_text(row.prepared_at);
  tx.change() << R"sql(
      insert into reconciliation (id, place, date, statement, closing, book, difference, currency,
                                  items, prepared_by, prepared_at)
      values (:id, :place, cast(:date as date), :statement, cast(:closing as numeric),
              cast(:book as numeric), cast(:difference as numeric), :currency,
              decode(:items, 'hex'), :by, cast(:at as timestamptz))
    )sql",
      in(row.id, "id"), in(row.place, "place"), in(date, "date"), in(row.statement, "statement"),
      in(closing, "closing"), in(book, "book"), in(difference, "difference"), in(code, "currency"),
      in(items, "items"), in(row.prepared_by, "by"), in(at, "at");
}

/// One, or those of a slice.
std::vector<Reconciliation> select(Transaction& tx, const std::string& wanted, const Slice& slice) {
  std::string id, place, date, statement_id, closing, book, difference, code, items, by, at,
      reviewer, seq;
  std::vector<Reconciliation> rows;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, place, date::text, statement, closing::text, book::text, difference::text,
             currency, encode(items, 'hex'), prepared_by, instant_text(prepared_at),
             coalesce(reviewed_by, ''), coalesce(seq::text, '')
        from reconciliation
       where (:id = '' or id = :id)
         and (:after = '' or (date, prepared_at, id) >
              (select last.date, last.prepared_at, last.id from reconciliation last
                where last.id = :after))
       order by reconciliation.date, reconciliation.prepared_at, id limit :limit
    )sql",
       in(wanted, "id"), in(slice.after, "after"), in(slice.limit, "limit"), soci::into(id),
       soci::into(place), soci::into(date), soci::into(statement_id), soci::into(closing),
       soci::into(book), soci::into(difference), soci::into(code), soci::into(items),
       soci::into(by), soci::into(at), soci::into(reviewer), soci::into(seq));
  for (statement.execute(); statement.fetch();) {
    const auto& of = currency(code);
    rows.push_back(
        {.id = ReconciliationId{id},
         .place = PlaceId{place},
         .date = parse_date(date),
         .statement = StatementId{statement_id},
         .closing = Money::of_units(closing, of),
         .book = Money::of_units(book, of),
         .difference = Money::of_units(difference, of),
         .items_digest = from_hex(items).value_or(""),
         .prepared_by = PersonId{by},
         .prepared_at = parse_instant(at),
         .reviewed_by = reviewer.empty() ? std::nullopt : std::optional{PersonId{reviewer}},
         .seq = seq.empty() ? std::nullopt : std::optional{std::stoull(seq)}});
  }
  return rows;
}

/// Whether a statement has a line that the bank booked by a day.
bool moved_by(Transaction& tx, const StatementRow& row, Date day) {
  const auto until = to_text(day);
  int found = 0;
  tx.sql() << R"sql(
      select 1 from statement_line
       where statement = :statement and booked_on <= cast(:until as date) limit 1
    )sql",
      in(row.id, "statement"), in(until, "until"), soci::into(found);
  return found == 1;
}

/// The statement that tells what was at a place by the end of a day: of those that tell of the day,
/// pages of one among them, the last that ends on it or moved something by then; else the first.
StatementRow statement_of(Transaction& tx, const PlaceId& place, Date day) {
  const auto told = posted_between(tx, place, day, day);
  require(!told.empty(), Errc::conflict,
          "no statement covers that day: take in one that does, even if it has no lines");
  const auto last = std::find_if(told.rbegin(), told.rend(), [&](const StatementRow& row) {
    return row.to == day || moved_by(tx, row, day);
  });
  return last == told.rend() ? told.front() : *last;
}

/// What a statement says that its place held at the end of one of its days.
Money said_of(Transaction& tx, const StatementRow& row, Date day) {
  const auto until = to_text(day);
  std::string later;
  tx.sql() << R"sql(
      select coalesce(sum(amount), 0)::text from statement_line
       where statement = :statement and booked_on > cast(:until as date)
    )sql",
      in(row.id, "statement"), in(until, "until"), soci::into(later);
  return row.closing - Money::of_units(later, row.closing.currency());
}

/// The reviewer of a signed reconciliation: whoever of its signers didn't prepare it.
PersonId reviewer_of(const Work& work, const Reconciliation& row) {
  for (const auto& signer : work.signers()) {
    if (signer != row.prepared_by) return signer;
  }
  throw Error{Errc::forbidden, "whoever prepares a reconciliation doesn't review it"};
}

}  // namespace

Facts prepare_reconciliation(Work& work, const PlaceId& id, Date date) {
  const auto& place = work.place(id);
  require(date <= work.today(), Errc::conflict, "the bank hasn't told of that day yet");
  const auto told = statement_of(work.tx(), id, date);
  const auto closing = said_of(work.tx(), told, date);
  const auto waiting = waiting_at(work.tx(), id);
  require(std::ranges::none_of(waiting, [date](const auto& row) { return row.from <= date; }),
          Errc::conflict, "a statement waits because the one before it is missing");
  const auto book = money_at(work.tx(), place, date);
  const Reconciliation row{.id = work.new_id<ReconciliationId>(),
                           .place = id,
                           .date = date,
                           .statement = told.id,
                           .closing = closing,
                           .book = book,
                           .difference = closing - book,
                           .items_digest = digest_of(reconciling_items(work.tx(), place, date)),
                           .prepared_by = work.actor().person,
                           .prepared_at = work.now(),
                           .reviewed_by = std::nullopt,
                           .seq = std::nullopt};
  insert(work.tx(), row);
  return {
      {"id", row.id.text()},
      {"difference", {{"amount", row.difference.decimal()}, {"currency", place.currency->code}}}};
}

Facts sign_reconciliation(Work& work, const ReconciliationId& id) {
  const auto row = find_reconciliation(work.tx(), id);
  const auto& place = work.place(row.place);
  require(!row.seq, Errc::conflict, "this reconciliation is signed already");
  require(row.difference.is_zero(), Errc::refused,
          "a reconciliation with a difference can't be signed: find its reason first");
  require(money_at(work.tx(), place, row.date) == row.book, Errc::conflict,
          "the books of that day have changed: prepare the reconciliation again");

  const auto seq =
      work.append_signed(under_rule(work, "reconciliation",
                                    {.kind = "reconciliation.signed",
                                     .fields = {{"reconciliation", id.text()},
                                                {"place", row.place.text()},
                                                {"date", to_text(row.date)},
                                                {"statement", row.statement.text()},
                                                {"closing", row.closing.units_text()},
                                                {"book", row.book.units_text()},
                                                {"difference", row.difference.units_text()},
                                                {"currency", place.currency->code},
                                                {"items", to_base64url(row.items_digest)}}}),
                         {.target = id.text(), .money = row.closing, .place = row.place.text()});
  const auto reviewer = reviewer_of(work, row);
  const auto record = std::to_string(seq);
  work.tx().change() << R"sql(
      update reconciliation set reviewed_by = :reviewer, seq = cast(:seq as bigint) where id = :id
    )sql",
      in(reviewer, "reviewer"), in(record, "seq"), in(id, "id");
  return {{"id", id.text()}, {"seq", seq}};
}

Reconciliation find_reconciliation(Transaction& tx, const ReconciliationId& id) {
  auto rows = select(tx, id.text(), {.limit = 1});
  require(!rows.empty(), Errc::not_found, "there is no such reconciliation");
  return rows.front();
}

std::vector<Reconciliation> reconciliations(Transaction& tx, const Slice& slice) {
  if (!slice.after.empty()) find_reconciliation(tx, ReconciliationId{slice.after});
  return select(tx, "", slice);
}

std::vector<ReconcilingItem> reconciling_items(Transaction& tx, const storage::Place& place,
                                               Date by) {
  std::string account, item, fund, amount;
  const auto at = place.id.text();
  const auto day = to_text(by);
  std::vector<ReconcilingItem> items;
  soci::statement statement = (tx.sql().prepare << R"sql(
      select account, item, fund, sum(amount)::text
        from (select account, item, fund, amount from open_item
               where place = :place and amount <> 0
               union all
              select account, item, fund, -amount from posting
               where place = :place and effective_on > cast(:day as date)) moved
       where account in ('1150', '1160', '1200', '2100', '2110', '2200', '2300')
       group by account, item, fund having sum(amount) <> 0
       order by account, item, fund
    )sql",
                               in(at, "place"), in(day, "day"), soci::into(account),
                               soci::into(item), soci::into(fund), soci::into(amount));
  for (statement.execute(); statement.fetch();) {
    items.push_back({.account = account,
                     .item = item,
                     .fund = fund,
                     .amount = Money::of_units(amount, *place.currency)});
  }
  return items;
}

}  // namespace relief::reconciliation
