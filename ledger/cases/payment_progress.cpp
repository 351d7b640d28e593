#include "ledger/cases/payment_progress.h"

#include <algorithm>
#include <utility>

#include "ledger/storage/request_events.h"

namespace relief {
namespace {

using storage::PaymentStatus;
using storage::RequestEvent;

Money open_of(Work& work, const char* account, const storage::Payment& payment) {
  return -work.books().item(account, payment.place.text(), payment.id.text(),
                            payment.amount.currency());
}

/// Whether the request still is the one that the payment was ordered for, and waits for the bank or
/// had its word.
bool follows(const storage::Request& request, const storage::Payment& payment) {
  return request.version == payment.version &&
         (request.status == RequestStatus::ordered || request.status == RequestStatus::paid ||
          request.status == RequestStatus::returned);
}

void step(Work& work, const storage::Request& request, RequestStatus status, RequestEvent event,
          std::uint64_t seq) {
  storage::set_status(work.tx(), request.id, status, work.now());
  storage::add_event(work.tx(), request.id,
                     {.version = request.version,
                      .event = event,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
}

}  // namespace

PaymentTerms terms_of(const storage::Payment& payment) {
  return {.place = payment.place.text(),
          .fund = payment.fund.text(),
          .payment = payment.id.text(),
          .request = payment.request.text(),
          .expense_account = payment.expense_account,
          .expensed_on = payment.expensed_on};
}

Money ordered_of(Work& work, const storage::Payment& payment) {
  return open_of(work, "2110", payment);
}

Money owed_of(Work& work, const storage::Payment& payment) {
  return open_of(work, "2100", payment);
}

void note_movement(Work& work, storage::Payment payment, const Money& booked, const Money& back,
                   std::uint64_t seq) {
  const auto before = payment.status;
  payment.booked += booked;
  payment.back += back;
  auto act = RequestAct::pay;
  auto event = RequestEvent::paid;
  payment.status = PaymentStatus::paid;
  if (!ordered_of(work, payment).is_zero()) {
    act = RequestAct::undo;
    event = RequestEvent::ordered;
    payment.status = PaymentStatus::ordered;
  } else if (!owed_of(work, payment).is_zero()) {
    act = RequestAct::give_back;
    event = RequestEvent::returned;
    payment.status = PaymentStatus::returned;
  }
  storage::update(work.tx(), payment);
  if (payment.status == before) return;
  const auto request = storage::find_request(work.tx(), payment.request);
  if (follows(request, payment)) step(work, request, after(request.status, act), event, seq);
}

bool stands_reserved(const storage::Request& request, const storage::Payment& payment) {
  return request.version == payment.version && request.status == RequestStatus::approved;
}

void note_explained(Work& work, storage::Payment payment, const Money& amount, std::uint64_t seq) {
  if (payment.status == PaymentStatus::ordered) {
    note_movement(work, std::move(payment), amount, Money::zero(amount.currency()), seq);
    return;
  }
  const bool failed = payment.status == PaymentStatus::failed;
  if (failed) payment.expensed_on = work.today();
  payment.booked += amount;
  payment.status = PaymentStatus::paid;
  storage::update(work.tx(), payment);
  const auto request = storage::find_request(work.tx(), payment.request);
  if (!(failed ? stands_reserved(request, payment) : follows(request, payment))) return;
  // As if it had been ordered, and the bank had booked it.
  step(work, request, after(after(request.status, RequestAct::order), RequestAct::pay),
       RequestEvent::paid, seq);
}

void require_paid_within_limit(Work& work, const storage::Request& request) {
  const auto& purpose = work.rulebook().purpose(request.purpose);
  if (!purpose.limit_per_recognition || !request.recognition) return;
  require_clause(
      storage::requests_paid_besides(work.tx(), request) < *purpose.limit_per_recognition,
      purpose.clause, "this was paid for the same recognition decision before");
}

std::uint64_t undo_order(Work& work, storage::Payment payment, Record record, bool is_signed) {
  const auto amount = ordered_of(work, payment);
  require(payment.status == PaymentStatus::ordered && !amount.is_zero(), Errc::conflict,
          "this payment isn't ordered now");
  require(payment.booked == payment.back, Errc::conflict,
          "the bank has booked this payment, in whole or in part");
  require(std::ranges::none_of(storage::unexplained_debits_of(work.tx(), payment),
                               may_be_of_standing_order),
          Errc::conflict,
          "the bank has debited something for this payment, and nothing explains that debit yet");
  const auto request = storage::find_request(work.tx(), payment.request);
  const auto terms = terms_of(payment);
  // Only what was booked before can have been ordered again.
  const bool was_again = !payment.booked.is_zero();
  record.entry = Entry{.on = work.today(),
                       .lines = was_again ? undo_order_again_lines(terms, amount)
                                          : undo_order_lines(terms, amount, work.today())};
  const auto seq = is_signed ? work.append_signed(std::move(record), {.target = payment.id.text(),
                                                                      .money = amount,
                                                                      .fund = terms.fund,
                                                                      .place = terms.place})
                             : work.append(std::move(record));
  payment.status = was_again ? PaymentStatus::returned : PaymentStatus::failed;
  storage::update(work.tx(), payment);
  if (!follows(request, payment)) return seq;
  const auto failed = after(request.status, RequestAct::fail);
  step(work, request, after(failed, was_again ? RequestAct::give_back : RequestAct::reinstate),
       RequestEvent::failed, seq);
  return seq;
}

}  // namespace relief
