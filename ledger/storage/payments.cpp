#include "ledger/storage/payments.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/openings.h"

namespace relief::storage {
namespace {

/// A row as text.
struct PaymentColumns {
  std::string id, batch, request, reference, amount, currency, fund, place, status, booked, back,
      expense_account, expensed_on, seq;
  int version = 0;

  PaymentColumns() = default;
  explicit PaymentColumns(const Payment& payment)
      : id{payment.id.text()},
        batch{payment.batch.text()},
        request{payment.request.text()},
        reference{payment.reference},
        amount{payment.amount.units_text()},
        currency{payment.amount.currency().code},
        fund{payment.fund.text()},
        place{payment.place.text()},
        status{payment_statuses.text(payment.status)},
        booked{payment.booked.units_text()},
        back{payment.back.units_text()},
        expense_account{payment.expense_account},
        expensed_on{to_text(payment.expensed_on)},
        seq{std::to_string(payment.seq)},
        version{payment.version} {}

  [[nodiscard]] Payment payment() const {
    const auto& in_currency = relief::currency(currency);
    return {.id = PaymentId{id},
            .batch = BatchId{batch},
            .request = RequestId{request},
            .version = version,
            .reference = reference,
            .amount = Money::of_units(amount, in_currency),
            .fund = FundId{fund},
            .place = PlaceId{place},
            .status = payment_statuses.value(status),
            .booked = Money::of_units(booked, in_currency),
            .back = Money::of_units(back, in_currency),
            .expense_account = expense_account,
            .expensed_on = parse_date(expensed_on),
            .seq = std::stoull(seq)};
  }
};

}  // namespace

std::vector<Payment> find_payments(Transaction& tx, const PaymentQuery& query) {
  const auto after = std::to_string(query.after);
  PaymentColumns row;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select id, batch, request, version, reference, amount::text, currency, fund, place, status,
             booked::text, back::text, expense_account, expensed_on::text, seq::text
        from payment
       where (:id = '' or id = :id) and (:request = '' or request = :request)
         and (:version = 0 or version = :version) and (:batch = '' or batch = :batch)
         and (:place = '' or place = :place) and (:status = '' or status = :status)
         and seq > cast(:after as bigint)
       order by payment.seq, id limit :limit
    )sql",
       in(query.id, "id"), in(query.request, "request"), in(query.version, "version"),
       in(query.batch, "batch"), in(query.place, "place"), in(query.status, "status"),
       in(after, "after"), in(query.limit, "limit"), soci::into(row.id), soci::into(row.batch),
       soci::into(row.request), soci::into(row.version), soci::into(row.reference),
       soci::into(row.amount), soci::into(row.currency), soci::into(row.fund),
       soci::into(row.place), soci::into(row.status), soci::into(row.booked), soci::into(row.back),
       soci::into(row.expense_account), soci::into(row.expensed_on), soci::into(row.seq));
  std::vector<Payment> payments;
  for (statement.execute(); statement.fetch();) payments.push_back(row.payment());
  return payments;
}

Payment find_payment(Transaction& tx, const PaymentId& id) {
  const auto found = find_payments(tx, {.id = id.text()});
  require(!found.empty(), Errc::not_found, "there is no such payment");
  return found.front();
}

std::optional<Payment> find_payment_by_reference(Transaction& tx, const std::string& reference) {
  std::string id;
  tx.sql() << "select payment from payment_reference where reference = :reference",
      in(reference, "reference"), soci::into(id);
  if (!tx.sql().got_data()) return std::nullopt;
  return find_payment(tx, PaymentId{id});
}

std::optional<Payment> find_payment_of(Transaction& tx, const RequestId& request, int version) {
  const auto found = find_payments(tx, {.request = request.text(), .version = version});
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

std::vector<std::string> earlier_references(Transaction& tx, const Payment& payment) {
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select line.reference
        from payment_reference line join batch on batch.id = line.batch
       where line.payment = :payment and line.reference <> :last
       order by batch.seq
    )sql",
                                          in(payment.id, "payment"), in(payment.reference, "last"));
  return {rows.begin(), rows.end()};
}

std::vector<std::string> unexplained_debits_of(Transaction& tx, const Payment& payment) {
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select line.reason
        from open_item claim
        join posting on posting.item = claim.item and posting.account = '1200'
                    and posting.place = claim.place
        join statement_line line on line.seq = posting.seq
       where claim.account = '1200' and claim.place = :place and claim.amount <> 0
         and exists (
           select from unnest(string_to_array(line.items, ' ')
                              || array(select unnest(string_to_array(late_advice.items, ' '))
                                         from late_advice
                                         join statement advice on advice.id = late_advice.advice
                                        where late_advice.statement = line.statement
                                          and late_advice.line = line.number
                                          and advice.state <> 'discarded')) as named (id)
            where named.id = :payment
               or named.id in (select ordered.batch from payment_reference ordered
                                where ordered.payment = :payment))
         and not exists (select from posting booked
                          where booked.seq = line.seq and booked.account = '2110')
       order by line.seq
    )sql",
                                          in(payment.place, "place"), in(payment.id, "payment"));
  return {rows.begin(), rows.end()};
}

bool is_return_by(Transaction& tx, const PaymentId& payment, const PersonId& person) {
  int found = 0;
  tx.sql() << R"sql(
      select 1 from posting join record on record.seq = posting.seq
       where posting.item = :payment and record.kind = 'receipt.identified'
         and record.actor = :person limit 1
    )sql",
      in(payment, "payment"), in(person, "person"), soci::into(found);
  return found == 1;
}

int requests_paid_besides(Transaction& tx, const Request& request) {
  const auto recognition = request.recognition ? request.recognition->text() : std::string{};
  int count = 0;
  tx.sql() << R"sql(
      select count(distinct other.id)::int
        from request other join payment on payment.request = other.id
       where other.recognition = :recognition and other.purpose = :purpose and other.id <> :id
         and (payment.status in ('ordered', 'paid', 'returned') or payment.booked > payment.back)
    )sql",
      in(recognition, "recognition"), in(request.purpose, "purpose"), in(request.id, "id"),
      soci::into(count);
  return count;
}

void insert(Transaction& tx, const Payment& payment) {
  const PaymentColumns row{payment};
  tx.change() << R"sql(
      insert into payment (id, batch, request, version, reference, amount, currency, fund, place,
                           status, booked, back, expense_account, expensed_on, seq)
      values (:id, :batch, :request, :version, :reference, cast(:amount as numeric), :currency,
              :fund, :place, :status, cast(:booked as numeric), cast(:back as numeric),
              :expense_account, cast(:expensed_on as date), cast(:seq as bigint))
    )sql",
      in(row.id, "id"), in(row.batch, "batch"), in(row.request, "request"),
      in(row.version, "version"), in(row.reference, "reference"), in(row.amount, "amount"),
      in(row.currency, "currency"), in(row.fund, "fund"), in(row.place, "place"),
      in(row.status, "status"), in(row.booked, "booked"), in(row.back, "back"),
      in(row.expense_account, "expense_account"), in(row.expensed_on, "expensed_on"),
      in(row.seq, "seq");
}

void update(Transaction& tx, const Payment& payment) {
  const PaymentColumns row{payment};
  tx.change() << R"sql(
      update payment
         set batch = :batch, reference = :reference, status = :status,
             booked = cast(:booked as numeric), back = cast(:back as numeric),
             expense_account = :expense_account, expensed_on = cast(:expensed_on as date)
       where id = :id
    )sql",
      in(row.batch, "batch"), in(row.reference, "reference"), in(row.status, "status"),
      in(row.booked, "booked"), in(row.back, "back"), in(row.expense_account, "expense_account"),
      in(row.expensed_on, "expensed_on"), in(row.id, "id");
}

void insert(Transaction& tx, const PaymentOrderRow& row) {
  const auto amount = row.amount.units_text();
  tx.change() << R"sql(
      insert into payment_reference (reference, payment, batch, number, amount)
      values (:reference, :payment, :batch, :number, cast(:amount as numeric))
    )sql",
      in(row.reference, "reference"), in(row.payment, "payment"), in(row.batch, "batch"),
      in(row.number, "number"), in(amount, "amount");
  insert_reference_key(tx, row.payment.text(), row.reference, row.reference_key);
}

std::vector<PaymentOrderRow> orders_of(Transaction& tx, const BatchId& batch) {
  std::string reference, payment, amount, code, key;
  int number = 0;
  soci::statement statement =
      (tx.sql().prepare << R"sql(
      select line.number, line.payment, line.reference, line.amount::text, payment.currency,
             coalesce(encode(opening.key, 'hex'), '')
        from payment_reference line join payment on payment.id = line.payment
        left join vault.reference_opening opening
               on opening.item = line.payment and opening.reference = line.reference
       where line.batch = :batch order by line.number
    )sql",
       in(batch, "batch"), soci::into(number), soci::into(payment), soci::into(reference),
       soci::into(amount), soci::into(code), soci::into(key));
  std::vector<PaymentOrderRow> rows;
  for (statement.execute(); statement.fetch();) {
    rows.push_back({.batch = batch,
                    .number = number,
                    .payment = PaymentId{payment},
                    .reference = reference,
                    .amount = Money::of_units(amount, currency(code)),
                    .reference_key = from_hex(key).value_or("")});
  }
  return rows;
}

}  // namespace relief::storage
