#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/request_limits.h"
#include "ledger/audit/state.h"
#include "ledger/audit/stray_debits.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

constexpr std::string_view no_batch = "the log knows no such batch";

/// The request that is decided, by one who may, about exactly what stands.
Request& decided_request(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& request = standing_request(state, taken);
  require(fields.hash("digest") == request.digest, Errc::refused,
          "the decision is about another text of the request than the one that stands");
  require(fields.money() == *request.money && fields.text("fund") == request.fund &&
              fields.text("place") == request.place,
          Errc::refused, "the decision names other money, or another fund or place");
  require(request.status == RequestStatus::submitted, Errc::refused,
          "a request is decided while it waits for decisions");
  require(!is_over(state, taken, request), Errc::refused, "a request is decided after its time");
  const auto& signer = taken.signers.front();
  require(state.keyring.holds(signer, "approver"), Errc::refused,
          "whoever decides a request is an approver");
  require_may_decide(request.involved, PersonId::parse(signer));
  return request;
}

/// What is paid so often for a decision names the decision that the person has.
void check_recognition(const State& state, const Request& request) {
  if (!state.rulebook.purpose(request.purpose).limit_per_recognition) return;
  require(request.recognition == state.cases.at(request.relief_case).recognition, Errc::refused,
          "a request names another recognition than its case");
}

void request_approved(State& state, const Taken& taken) {
  auto& request = decided_request(state, taken);
  const auto& of = state.cases.at(request.relief_case);
  const auto& purpose = state.rulebook.purpose(request.purpose);
  require(of.released, Errc::refused, "a request is approved after its case was checked");
  require(std::ranges::find(purpose.payable_to, of.status) != purpose.payable_to.end(),
          Errc::refused, "this purpose isn't paid to a person of this status");
  check_recognition(state, request);
  check_terms(state, taken, request);
  request.involved.approvers.push_back(PersonId::parse(taken.signers.front()));
  const auto& step = step_of(state, taken, request);
  require(taken.record.clause == step.clause, Errc::refused,
          "an approval names the clause that says who must approve");
  if (request.involved.approvers.size() < step.approvers) {
    require(!taken.record.entry, Errc::refused, "money is reserved by the last approval");
    return;
  }
  take_commitment(state, taken, request);
  request.approved = true;
  request.approved_seq = taken.envelope.seq;
  request.status = RequestStatus::approved;
  request.changed_at = taken.envelope.at;
}

void request_rejected(State& state, const Taken& taken) {
  decided_request(state, taken).status = RequestStatus::rejected;
}

void batch_ordered(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto id = fields.text("batch");
  const auto& batch = introduce(state.batches, id,
                                Batch{.place = fields.text("place"),
                                      .date = parse_date(fields.text("date")),
                                      .payer = PersonId::parse(taken.signers.front()),
                                      .total = fields.money(),
                                      .count = fields.number("count"),
                                      .root = fields.hash("root"),
                                      .debtor = state.rulebook.name},
                                "a batch is ordered twice");
  require(batch.count > 0, Errc::refused, "a batch has payments");
  const auto& place = known(state.places, batch.place, "a batch pays from a place nobody opened");
  require(batch.total.currency() == *place.currency, Errc::refused,
          "a batch is in the currency of its place");
  state.open_batch = id;
}

/// The payment, new or ordered before for the same version of the same request.
Payment& ordered_payment(State& state, const Taken& taken, Request& request) {
  const Fields fields{taken.record.fields};
  const auto id = fields.text("payment");
  if (request.payment.empty()) {
    request.payment = id;
    request.payments.push_back(id);
    const PaymentTerms terms{
        .place = request.place,
        .fund = request.fund,
        .payment = id,
        .request = fields.text("request"),
        .expense_account = state.rulebook.purpose(request.purpose).expense_account,
        .expensed_on = taken.record.entry->on};
    return introduce(state.payments, id,
                     Payment{.request = terms.request,
                             .version = request.version,
                             .terms = terms,
                             .amount = *request.money,
                             .status = RequestStatus::failed},
                     "a payment is ordered for two requests");
  }
  require(request.payment == id, Errc::refused, "a request is paid twice");
  return state.payments.at(id);
}

/// Ordered for the first time (E7), or again after the bank gave the money back (E11).
Money check_order(const State& state, const Taken& taken, const Request& request,
                  Payment& payment) {
  if (payment.status == RequestStatus::returned && request.status == RequestStatus::returned) {
    auto owed = owed_of(state, payment);
    require(moves(taken.record.entry, order_again_lines(payment.terms, owed)), Errc::refused,
            "a payment that is ordered again is booked as such, in full");
    require(!payment.returned_by.contains(taken.envelope.by), Errc::refused,
            "whoever said that a payment came back orders it again");
    return owed;
  }
  require(payment.status == RequestStatus::failed && request.status == RequestStatus::approved,
          Errc::refused, "a payment is ordered twice");
  require(!is_over(state, taken, request), Errc::refused, "a payment is ordered after its time");
  payment.terms.expensed_on = taken.record.entry->on;
  payment.terms.expense_account = state.rulebook.purpose(request.purpose).expense_account;
  require(moves(taken.record.entry, order_lines(payment.terms, *request.money)), Errc::refused,
          "an ordered payment is booked as such, in full");
  return *request.money;
}

/// The payment is of the batch that one treasurer signed, and follows it.
void take_into_batch(State& state, const Taken& taken, const Money& amount) {
  const Fields fields{taken.record.fields};
  require(!state.open_batch.empty() && state.open_batch == fields.text("batch"), Errc::refused,
          "a payment follows the batch that orders it");
  auto& batch = state.batches.at(state.open_batch);
  require(batch.place == fields.text("place"), Errc::refused, "a batch pays from one place");
  require(batch.payer.text() == taken.envelope.by, Errc::refused,
          "a payment is by whoever signed its batch");
  batch.lines.push_back({.payment = PaymentId::parse(fields.text("payment")),
                         .request = RequestId::parse(fields.text("request")),
                         .version = static_cast<int>(fields.number("version")),
                         .payout = fields.text("payout"),
                         .fund = FundId{fields.text("fund")},
                         .amount = amount});
  batch.references.push_back(fields.text("reference"));
  if (batch.lines.size() < batch.count) return;
  state.open_batch.clear();
  auto sum = Money::zero(batch.total.currency());
  for (const auto& line : batch.lines) sum += line.amount;
  require(sum == batch.total && batch_root(batch.lines) == batch.root, Errc::refused,
          "a batch's payments aren't those that were signed");
}

/// A large payment names a head of the log that witnesses saw, and that shows its approval.
void check_witnessed(State& state, const Taken& taken, const Request& request,
                     const Money& amount) {
  const auto& step =
      approval_step(state.rulebook, request.purpose, amount, {}, day_in_baku(taken.envelope.at));
  const bool named = taken.record.fields.contains("witnessed");
  require(named == needs_witness(step, amount), Errc::refused,
          "a payment names a witnessed head where the rulebook asks for one, and nowhere else");
  if (!named) return;
  const auto size = Fields{taken.record.fields}.number("witnessed");
  require(size > request.approved_seq && size <= taken.envelope.seq, Errc::refused,
          "a payment was ordered before witnesses had seen its approval");
  state.relied_on.try_emplace(size, taken.envelope.seq);
}

void payment_ordered(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& request = standing_request(state, taken);
  check_silence(state, request);
  require(request.approved, Errc::refused, "a payment lacks approvals that it needs");
  require(fields.hash("payout") == request.payout, Errc::refused,
          "the payment goes to somebody else than was approved");
  require(fields.text("fund") == request.fund && fields.text("place") == request.place,
          Errc::refused, "a payment is from the fund and place that were approved");
  require(taken.record.clause == state.rulebook.purpose(request.purpose).clause, Errc::refused,
          "a payment names the clause of its purpose");
  require(taken.record.entry.has_value(), Errc::refused, "an ordered payment is booked");
  check_recognition(state, request);
  check_terms(state, taken, request);
  auto& payment = ordered_payment(state, taken, request);
  const auto amount = check_order(state, taken, request, payment);
  require(fields.money() == amount, Errc::refused, "a payment is of the money that was approved");
  check_witnessed(state, taken, request, amount);
  const auto& batch = known(state.batches, fields.text("batch"), no_batch);
  require_may_pay(request.involved, batch.payer);
  take_into_batch(state, taken, amount);
  check_limit(state, fields.text("request"), request);
  payment.batch = fields.text("batch");
  payment.status = RequestStatus::ordered;
  request.status = RequestStatus::ordered;
  request.involved.payers.push_back(batch.payer);
}

/// The last order of a payment, of which the bank booked nothing, is undone (E9).
void undo_order(State& state, const Taken& taken, Payment& payment) {
  require(payment.status == RequestStatus::ordered, Errc::refused,
          "an order is undone that doesn't stand");
  require(taken.record.entry.has_value(), Errc::refused, "an order that is undone is booked so");
  require(std::ranges::none_of(unexplained(state, payment), may_be_of_standing_order),
          Errc::refused, "an order is undone while a debit that may be of it is unexplained");
  require(payment.out == 0, Errc::refused, "an order is undone of which the bank booked something");
  const auto amount = ordered_of(state, payment);
  const auto lines = payment.was_booked
                         ? undo_order_again_lines(payment.terms, amount)
                         : undo_order_lines(payment.terms, amount, taken.record.entry->on);
  require(moves(taken.record.entry, lines), Errc::refused,
          "an order is undone in full, as it was booked");
}

Payment& payment_of(State& state, const Taken& taken) {
  return known(state.payments, Fields{taken.record.fields}.text("payment"),
               "the log knows no such payment");
}

void payment_failed(State& state, const Taken& taken) {
  undo_order(state, taken, payment_of(state, taken));
}

void payment_cancelled(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto& batch = known(state.batches, fields.text("batch"), no_batch);
  require(batch.cancelled, Errc::refused, "a payment is cancelled with its batch only");
  auto& payment = payment_of(state, taken);
  require(payment.batch == fields.text("batch"), Errc::refused,
          "a payment is cancelled with another batch than that of its last order");
  undo_order(state, taken, payment);
}

void payment_given_up(State& state, const Taken& taken) {
  auto& payment = payment_of(state, taken);
  require(payment.status == RequestStatus::returned && taken.record.entry, Errc::refused,
          "a payment is given up after the bank gave it back");
  require(moves(taken.record.entry,
                give_up_lines(payment.terms, owed_of(state, payment), taken.record.entry->on)),
          Errc::refused, "a payment that is given up is booked as such, in full");
  auto& request = state.requests.at(payment.request);
  payment.status = RequestStatus::given_up;
  const bool stands =
      payment.version == request.version && request.status == RequestStatus::returned;
  if (stands) request.status = RequestStatus::given_up;
}

void batch_cancelled(State& state, const Taken& taken) {
  auto& batch = known(state.batches, Fields{taken.record.fields}.text("batch"), no_batch);
  require(!batch.cancelled, Errc::refused, "a batch is cancelled once");
  batch.cancelled = true;
}

void batch_exported(State& state, const Taken& taken) {
  auto& batch = known(state.batches, Fields{taken.record.fields}.text("batch"), no_batch);
  require(!batch.cancelled, Errc::refused, "a batch is exported that was cancelled");
  batch.exported = true;
}

constexpr std::array payment_rules{
    Rule{"batch.cancelled", "batch_cancelled", batch_cancelled},
    Rule{"batch.exported", "", batch_exported},
    Rule{"batch.ordered", "batch", batch_ordered},
    Rule{"payment.cancelled", "", payment_cancelled, true},
    Rule{"payment.failed", "payment_failed", payment_failed, true},
    Rule{"payment.given_up", "give_up", payment_given_up, true},
    Rule{"payment.ordered", "", payment_ordered, true},
    Rule{"request.approved", "", request_approved, true},
    Rule{"request.rejected", "", request_rejected},
};

}  // namespace

void take_commitment(State& state, const Taken& taken, const Request& request) {
  const auto& entry = taken.record.entry;
  if (!entry) return;  // It waits for money.
  const auto id = Fields{taken.record.fields}.text("request");
  require(state.book.item({.account = "9200", .place = request.place, .item = id}) == 0,
          Errc::refused, "money is reserved for a request once");
  auto lines = pair("9100", "9200", request.place, request.fund, id, *request.money);
  for (const auto& earlier : request.payments) {
    auto& payment = state.payments.at(earlier);
    if (payment.version == request.version || payment.status != RequestStatus::returned) continue;
    extend(lines, give_up_lines(payment.terms, owed_of(state, payment), entry->on));
    payment.status = RequestStatus::given_up;
  }
  require(moves(entry, lines), Errc::refused,
          "the money of an approved request is reserved as such, in full");
}

std::span<const Rule> rules_of_payments() { return payment_rules; }

}  // namespace relief::audit
