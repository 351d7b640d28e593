#include "ledger/storage/batches.h"

#include <utility>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"

namespace relief::storage {

namespace {

/// A row as text.
struct BatchColumns {
  std::string id, place, execution_date, amount, code, payer, state, ordered_by, ordered_at, seq;
  int count = 0;

  [[nodiscard]] Batch batch() const {
    return {.id = BatchId{id},
            .place = PlaceId{place},
            .execution_date = parse_date(execution_date),
            .count = count,
            .total = Money::of_units(amount, currency(code)),
            .payer = payer,
            .state = batch_states.value(state),
            .ordered_by = PersonId{ordered_by},
            .ordered_at = parse_instant(ordered_at),
            .seq = std::stoull(seq)};
  }
};

}  // namespace

std::vector<Batch> find_batches(Transaction& tx, const BatchQuery& query) {
  const auto after = std::to_string(query.after);
  BatchColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, place, execution_date::text, count, amount::text, currency, payer, told.state,
             ordered_by, instant_text(ordered_at), seq::text
        from batch
       cross join lateral
             (select case when batch.state = 'ordered'
                           and exists (select from payment_reference line where line.batch = batch.id)
                           and not exists (select from payment
                                            where payment.batch = batch.id
                                              and payment.status = 'ordered')
                          then 'settled' else batch.state end as state) told
       where (:id = '' or id = :id) and (:place = '' or place = :place)
         and (:state = '' or told.state = :state) and seq > cast(:after as bigint)
       order by batch.seq limit :limit
    )sql",
       in(query.id, "id"), in(query.place, "place"), in(query.state, "state"), in(after, "after"),
       in(query.limit, "limit"), soci::into(row.id), soci::into(row.place),
       soci::into(row.execution_date), soci::into(row.count), soci::into(row.amount),
       soci::into(row.code), soci::into(row.payer), soci::into(row.state),
       soci::into(row.ordered_by), soci::into(row.ordered_at), soci::into(row.seq));
  std::vector<Batch> batches;
  for (statement.execute(); statement.fetch();) batches.push_back(row.batch());
  return batches;
}

Batch find_batch(Transaction& tx, const BatchId& id) {
  auto found = find_batches(tx, {.id = id.text()});
  require(!found.empty(), Errc::not_found, "there is no such batch");
  return std::move(found.front());
}

void insert(Transaction& tx, const Batch& batch) {
  const auto execution_date = to_text(batch.execution_date);
  const auto amount = batch.total.units_text();
  const std::string currency{batch.total.currency().code};
  const std::string state{batch_states.text(batch.state)};
  const auto ordered_at = to_text(batch.ordered_at);
  const auto record = std::to_string(batch.seq);
  tx.change() << R"sql(
      insert into batch (id, place, execution_date, count, amount, currency, payer, state,
                         ordered_by, ordered_at, seq)
      values (:id, :place, cast(:execution_date as date), :count, cast(:amount as numeric),
              :currency, :payer, :state, :ordered_by, cast(:ordered_at as timestamptz),
              cast(:seq as bigint))
    )sql",
      in(batch.id, "id"), in(batch.place, "place"), in(execution_date, "execution_date"),
      in(batch.count, "count"), in(amount, "amount"), in(currency, "currency"),
      in(batch.payer, "payer"), in(state, "state"), in(batch.ordered_by, "ordered_by"),
      in(ordered_at, "ordered_at"), in(record, "seq");
}

std::set<std::string> cancelled_batches(Transaction& tx) {
  const soci::rowset<std::string> rows =
      (tx.sql().prepare << "select id from batch where state = 'cancelled'");
  return {rows.begin(), rows.end()};
}

void set_state(Transaction& tx, const BatchId& id, BatchState state) {
  const std::string name{batch_states.text(state)};
  tx.change() << "update batch set state = :state where id = :id", in(name, "state"), in(id, "id");
}

std::optional<Commitment> find_export(Transaction& tx, const BatchId& id,
                                      const std::string& format) {
  std::string value, key;
  tx.sql() << R"sql(
      select encode(commitment, 'hex'), encode(key, 'hex') from vault.export_opening
       where batch = :batch and format = :format
    )sql",
      in(id, "batch"), in(format, "format"), soci::into(value), soci::into(key);
  if (!tx.sql().got_data()) return std::nullopt;
  return Commitment{.value = from_hex(value).value_or(""), .key = from_hex(key).value_or("")};
}

bool was_exported(Transaction& tx, const BatchId& id) {
  int count = 0;
  tx.sql() << "select count(*)::int from vault.export_opening where batch = :batch",
      in(id, "batch"), soci::into(count);
  return count > 0;
}

void insert_export(Transaction& tx, const BatchId& id, const std::string& format,
                   const Commitment& commitment) {
  const auto value = to_hex(commitment.value);
  const auto key = to_hex(commitment.key);
  tx.change() << R"sql(
      insert into vault.export_opening (batch, format, commitment, key)
      values (:batch, :format, decode(:commitment, 'hex'), decode(:key, 'hex'))
    )sql",
      in(id, "batch"), in(format, "format"), in(value, "commitment"), in(key, "key");
}

std::optional<Date> covered_until(Transaction& tx, const PlaceId& place) {
  std::string day;
  tx.sql() << R"sql(
      select coalesce(max(to_on)::text, '') from statement
       where place = :place and state = 'posted'
    )sql",
      in(place, "place"), soci::into(day);
  return day.empty() ? std::nullopt : std::optional{parse_date(day)};
}

}  // namespace relief::storage
