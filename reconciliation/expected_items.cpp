#include "reconciliation/expected_items.h"

#include <algorithm>
#include <set>
#include <utility>

#include "ledger/aid/batch.h"
#include "ledger/aid/reference.h"
#include "ledger/books/payment_lines.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"

namespace relief::reconciliation {
namespace {

using storage::in;
using storage::Transaction;

/// What the lines mention, as two sets of texts.
struct Mentions {
  std::set<std::string> references;
  std::set<std::string> batches;
};

void add_batch(const std::string& name, Mentions& mentions) {
  if (const auto ours = batch_of(name)) mentions.batches.insert(ours->text());
}

void collect(const Particulars& particulars, Mentions& mentions) {
  for (const auto& reference : particulars.references) {
    for (auto& ours : references_in(reference)) mentions.references.insert(std::move(ours));
  }
  for (auto& ours : references_in(particulars.text)) mentions.references.insert(std::move(ours));
  add_batch(particulars.batch, mentions);
}

Mentions mentions_of(std::span<const StatementLine> lines) {
  Mentions mentions;
  for (const auto& line : lines) {
    collect(line.particulars, mentions);
    for (const auto& detail : line.details) collect(detail.particulars, mentions);
    for (const auto& batch : line.batches) add_batch(batch.id, mentions);
  }
  return mentions;
}

/// What one detail mentions; of a line that has no such detail, what all of it does.
Mentions mentions_at(const StatementLine& line, int detail) {
  const auto found = std::ranges::find(line.details, detail, &LineDetail::number);
  if (found == line.details.end()) return mentions_of(std::span{&line, 1});
  Mentions mentions;
  collect(found->particulars, mentions);
  return mentions;
}

std::string array_of(const std::set<std::string>& texts) {
  storage::Array array;
  for (const auto& text : texts) array.add(text);
  return array.text();
}

Money signed_money(const std::string& units, const storage::Place& place, bool outgoing) {
  const auto money = Money::of_units(units, *place.currency);
  return outgoing ? -money : money;
}

/// Why a debit of an order is nobody's once the order stands no more: it was undone before the bank
/// had booked any of it, or all of it came back.
std::string stray_code_of(bool stands, bool came_back) {
  if (stands) return {};
  return std::string{came_back ? duplicate_payment_code : debited_after_failure_code};
}

/// The orders of payments that the lines speak of, each under the reference and amount that the
/// bank was given for it.
void add_payments(Transaction& tx, const storage::Place& place, const std::string& references,
                  const std::string& batches, std::vector<Expected>& items) {
  std::string id, batch, reference, amount, fund, booked, seq, stands, came_back;
  const auto at = place.id.text();
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select payment.id, ordered.batch, ordered.reference, ordered.amount::text,
             payment.fund, (payment.booked > payment.back)::text, payment.seq::text,
             (payment.batch = ordered.batch and payment.status in ('ordered', 'paid'))::text,
             (payment.back > 0)::text
        from payment
        join payment_reference ordered on ordered.payment = payment.id
       where payment.place = :place
         and (ordered.reference = any (cast(:references as text[]))
              or ordered.batch = any (cast(:batches as text[])))
       order by payment.seq, ordered.reference
    )sql",
       in(at, "place"), in(references, "references"), in(batches, "batches"), soci::into(id),
       soci::into(batch), soci::into(reference), soci::into(amount), soci::into(fund),
       soci::into(booked), soci::into(seq), soci::into(stands), soci::into(came_back));
  for (statement.execute(); statement.fetch();) {
    auto name = id;
    if (stands != "true") name.append("/").append(batch);
    items.push_back({.item = {.item = std::move(name),
                              .kind = ItemKind::payment,
                              .reference = reference,
                              .batch = message_id(BatchId{batch}),
                              .amount = signed_money(amount, place, true),
                              .payee_account = {},
                              .is_booked = booked == "true",
                              .is_undone = stands != "true"},
                     .id = id,
                     .fund = fund,
                     .from_place = {},
                     .ordered_seq = std::stoull(seq),
                     .stray_code = stray_code_of(stands == "true", came_back == "true")});
  }
}

/// Announced receipts, with what is still to come of each.
void add_gifts(Transaction& tx, const storage::Place& place, const std::string& references,
               std::vector<Expected>& items) {
  std::string id, reference, amount, fund, seq;
  const auto at = place.id.text();
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select gift.id, gift.reference, open_item.amount::text, gift.fund, gift.seq::text
        from gift
        join open_item on open_item.account = '1150' and open_item.place = gift.place
                      and open_item.item = gift.id and open_item.amount > 0
       where gift.place = :place and gift.reference = any (cast(:references as text[]))
       order by gift.seq
    )sql",
       in(at, "place"), in(references, "references"), soci::into(id), soci::into(reference),
       soci::into(amount), soci::into(fund), soci::into(seq));
  for (statement.execute(); statement.fetch();) {
    items.push_back({.item = {.item = id,
                              .kind = ItemKind::gift,
                              .reference = reference,
                              .batch = {},
                              .amount = signed_money(amount, place, false),
                              .payee_account = {},
                              .is_booked = false},
                     .id = id,
                     .fund = fund,
                     .from_place = {},
                     .ordered_seq = std::stoull(seq)});
  }
}

/// Own transfers: at their source what was ordered, at their target what is on its way.
void add_transfers(Transaction& tx, const storage::Place& place, const std::string& references,
                   std::vector<Expected>& items) {
  std::string id, reference, amount, fund, from, seq, leaves;
  const auto at = place.id.text();
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select transfer.id, transfer.reference, abs(open_item.amount)::text, transfer.fund,
             transfer.from_place, transfer.seq::text, (open_item.account = '2110')::text
        from transfer
        join open_item on open_item.item = transfer.id and open_item.place = transfer.from_place
                      and open_item.amount <> 0
                      and ((open_item.account = '2110' and transfer.from_place = :place)
                           or (open_item.account = '1160' and transfer.to_place = :place))
       where transfer.reference = any (cast(:references as text[]))
       order by transfer.seq
    )sql",
       in(at, "place"), in(references, "references"), soci::into(id), soci::into(reference),
       soci::into(amount), soci::into(fund), soci::into(from), soci::into(seq), soci::into(leaves));
  for (statement.execute(); statement.fetch();) {
    items.push_back({.item = {.item = id,
                              .kind = ItemKind::transfer,
                              .reference = reference,
                              .batch = {},
                              .amount = signed_money(amount, place, leaves == "true"),
                              .payee_account = {},
                              .is_booked = false},
                     .id = id,
                     .fund = fund,
                     .from_place = from,
                     .ordered_seq = std::stoull(seq)});
  }
}

}  // namespace

std::vector<Expected> expected_items(Transaction& tx, const storage::Place& place,
                                     std::span<const StatementLine> lines) {
  const auto mentions = mentions_of(lines);
  const auto references = array_of(mentions.references);
  const auto batches = array_of(mentions.batches);
  std::vector<Expected> items;
  add_payments(tx, place, references, batches, items);
  add_gifts(tx, place, references, items);
  add_transfers(tx, place, references, items);
  return items;
}

std::vector<std::string> orders_named(const StatementLine& line, int detail,
                                      const std::vector<Expected>& expected) {
  constexpr std::size_t most_payments = 100;  // Of one record, well below its limit of bytes.
  const auto mentions = mentions_at(line, detail);
  std::set<std::string> payments, batches, batches_of_payments;
  for (const auto& each : expected) {
    if (each.item.kind != ItemKind::payment) continue;
    const auto batch = batch_of(each.item.batch).value().text();
    if (mentions.batches.contains(batch)) batches.insert(batch);
    if (!mentions.references.contains(each.item.reference)) continue;
    payments.insert(each.id);
    batches_of_payments.insert(batch);
  }
  if (payments.size() > most_payments) payments = std::move(batches_of_payments);
  payments.merge(batches);
  return {payments.begin(), payments.end()};
}

}  // namespace relief::reconciliation
