#include "ledger/cases/order_batch.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "ledger/aid/approval.h"
#include "ledger/aid/batch.h"
#include "ledger/aid/reference.h"
#include "ledger/base/text.h"
#include "ledger/cases/allocation.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/earlier_orders.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/person_seal.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/places.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/request_events.h"
#include "ledger/storage/witnesses.h"

namespace relief {
namespace {

using storage::PaymentStatus;

/// A day further ahead is a slip of the pen: nobody would miss the payments until then.
constexpr std::chrono::days furthest_execution{365};

/// One payment that keeps every rule and isn't recorded yet.
struct NextPayment {
  storage::Request request;
  storage::Payment payment;
  bool is_new;    ///< Was never ordered before.
  bool is_again;  ///< Came back after it was booked.
  Money amount;
  std::optional<std::uint64_t> witnessed = {};  ///< The size of a witnessed log with its approval.
};

/// Everything that was checked when the request was approved, once more: the person, the gift, the
/// place, and that the sealed payout is the approved one.
void require_still_payable(Work& work, const storage::Request& request) {
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);
  require(relief_case.review == storage::Review::released, Errc::conflict,
          "the fund has stopped the case of this request");
  const auto& purpose = work.rulebook().purpose(request.purpose);
  require_clause(act_after_check(purpose, relief_case.status) == RequestAct::submit, purpose.clause,
                 "this purpose isn't paid to a person of this status");
  require_allocation(work, want_of(relief_case, request), {request.fund, request.place});
  payout_of(work.tx(), work.secrets(), request);
}

storage::Payment new_payment(Work& work, const storage::Request& request) {
  const auto none = Money::zero(request.amount.currency());
  return {.id = work.new_id<PaymentId>(),
          .batch = BatchId{""},
          .request = request.id,
          .version = request.version,
          .reference = {},
          .amount = request.amount,
          .fund = request.fund,
          .place = request.place,
          .status = PaymentStatus::ordered,
          .booked = none,
          .back = none,
          .expense_account = {},
          .expensed_on = {},
          .seq = 0};
}

NextPayment first_order(Work& work, const storage::Request& request,
                        const std::optional<storage::Payment>& earlier) {
  after(request.status, RequestAct::order);
  require(request.waits_for == storage::WaitsFor::order, Errc::conflict,
          "an approved request is ordered when its money is reserved");
  require(!has_lapsed(work, request), Errc::conflict,
          "this request has waited too long for its order: it lapses");
  auto payment = earlier ? *earlier : new_payment(work, request);
  payment.expense_account = work.rulebook().purpose(request.purpose).expense_account;
  payment.expensed_on = work.today();
  return {.request = request,
          .payment = std::move(payment),
          .is_new = !earlier.has_value(),
          .is_again = false,
          .amount = request.amount};
}

NextPayment order_again(Work& work, const storage::Request& request,
                        const std::optional<storage::Payment>& earlier) {
  require(earlier && earlier->status == PaymentStatus::returned, Errc::conflict,
          "only what has come back is ordered again");
  // Else one person alone could pay with money that is nobody's.
  require(
      !storage::is_return_by(work.tx(), earlier->id, work.actor().person), Errc::forbidden,
      "you said of a receipt that it is this payment, come back: somebody else orders it again");
  return {.request = request,
          .payment = *earlier,
          .is_new = false,
          .is_again = true,
          .amount = owed_of(work, *earlier)};
}

/// A large payment waits until a quorum of witnesses has seen the record that approved it: so not
/// even whoever holds the log's key can pay on an approval and then tell another story. Answers the
/// size of the first head that shows it; nothing where the rulebook asks for none.
std::optional<std::uint64_t> witnessed_size(Work& work, const NextPayment& next) {
  const auto& step =
      approval_step(work.rulebook(), next.request.purpose, next.amount, {}, work.today());
  if (!needs_witness(step, next.amount)) return std::nullopt;
  ensure(next.request.approved_seq.has_value(), "whatever is ordered was approved by some record");
  auto size = storage::witnessed_size_with(work.tx(), *next.request.approved_seq);
  require_clause(size.has_value(), step.clause,
                 "a payment of this amount is ordered once the log's witnesses have seen its "
                 "approval, and they haven't yet");
  return size;
}

NextPayment next_payment(Work& work, const BatchOrder& input, const Currency& held,
                         const RequestId& id) {
  const auto request = storage::find_request(work.tx(), id);
  require_may_pay(storage::involved_in(work.tx(), request), work.actor().person);
  require(request.place == input.place, Errc::refused,
          "a request is paid from the place that was approved for it");
  const auto payments = storage::find_payments(work.tx(), {.request = id.text()});
  require_not_paid_before(work, request, payments);
  const auto of_version = std::ranges::find(payments, request.version, &storage::Payment::version);
  const auto earlier = of_version == payments.end() ? std::nullopt : std::optional{*of_version};
  auto next = request.status == RequestStatus::returned ? order_again(work, request, earlier)
                                                        : first_order(work, request, earlier);
  require(next.amount.currency() == held, Errc::refused,
          "this place holds another currency than the request's");
  require_still_payable(work, request);
  next.witnessed = witnessed_size(work, next);
  return next;
}

/// Everything that would be ordered. Whoever orders many hears of each that can't be, and not only
/// of the first: code, sentence and clause of the refusal are those of the first.
std::vector<NextPayment> next_payments(Work& work, const BatchOrder& input, const Currency& held) {
  std::vector<NextPayment> payments;
  std::optional<Error> refusal;
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < input.requests.size(); ++i) {
    try {
      payments.push_back(next_payment(work, input, held, input.requests[i]));
    } catch (const Error& error) {
      faults.push_back({.pointer = "/requests/" + std::to_string(i), .detail = error.what()});
      if (!refusal) refusal = error;
    }
  }
  if (refusal) throw Error{*refusal}.with(std::move(faults));
  return payments;
}

BatchLine line_of(const NextPayment& next) {
  return {.payment = next.payment.id,
          .request = next.request.id,
          .version = next.request.version,
          .payout = next.request.payout,
          .fund = next.request.fund,
          .amount = next.amount};
}

Record record_of(const storage::Batch& batch, const std::vector<NextPayment>& payments) {
  std::vector<BatchLine> lines;
  lines.reserve(payments.size());
  for (const auto& each : payments) lines.push_back(line_of(each));
  const auto root = batch_root(lines);
  return {.kind = "batch.ordered",
          .fields = {{"batch", batch.id.text()},
                     {"place", batch.place.text()},
                     {"date", to_text(batch.execution_date)},
                     {"count", batch.count},
                     {"money", batch.total.units_text()},
                     {"currency", batch.total.currency().code},
                     {"root", to_base64url(as_bytes(root))}}};
}

std::uint64_t append_payment(Work& work, const storage::Batch& batch, const NextPayment& next,
                             const Commitment& reference) {
  const auto& request = next.request;
  const auto terms = terms_of(next.payment);
  std::vector<std::uint64_t> causes{batch.seq};
  if (request.approved_seq) causes.insert(causes.begin(), *request.approved_seq);
  Record record{.kind = "payment.ordered",
                .fields = {{"payment", next.payment.id.text()},
                           {"batch", batch.id.text()},
                           {"request", request.id.text()},
                           {"version", request.version},
                           {"payout", request.payout},
                           {"reference", to_base64url(reference.value)},
                           {"fund", request.fund.text()},
                           {"place", request.place.text()},
                           {"money", next.amount.units_text()},
                           {"currency", next.amount.currency().code}},
                .entry = Entry{.on = work.today(),
                               .lines = next.is_again ? order_again_lines(terms, next.amount)
                                                      : order_lines(terms, next.amount)},
                .cause = std::move(causes),
                .rulebook = work.rulebook_version(),
                .clause = work.rulebook().purpose(request.purpose).clause};
  if (next.witnessed) record.fields["witnessed"] = *next.witnessed;
  return work.append(std::move(record));
}

void order(Work& work, const storage::Batch& batch, NextPayment next, int number) {
  auto& payment = next.payment;
  payment.batch = batch.id;
  payment.reference = make_reference(work.next_bytes());
  payment.status = PaymentStatus::ordered;
  const auto commitment = commit_to(payment.reference, work.entropy());
  const auto seq = append_payment(work, batch, next, commitment);
  if (next.is_new) {
    payment.seq = seq;
    storage::insert(work.tx(), payment);
  } else {
    storage::update(work.tx(), payment);
  }
  storage::insert(work.tx(), storage::PaymentOrderRow{.batch = batch.id,
                                                      .number = number,
                                                      .payment = payment.id,
                                                      .reference = payment.reference,
                                                      .amount = next.amount,
                                                      .reference_key = commitment.key});
  storage::set_status(work.tx(), next.request.id, after(next.request.status, RequestAct::order),
                      work.now());
  storage::add_event(work.tx(), next.request.id,
                     {.version = next.request.version,
                      .event = storage::RequestEvent::ordered,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
}

}  // namespace

Facts order_batch(Work& work, const BatchOrder& input) {
  require_field(!input.requests.empty() && input.requests.size() <= BatchOrder::most, "/requests",
                "a batch has 1 to 1000 requests");
  require_field(input.execution_date >= work.today(), "/execution_date",
                "a batch is paid today or later");
  require_field(input.execution_date <= work.today() + furthest_execution, "/execution_date",
                "a batch is paid within a year");
  const auto& place = work.place(input.place);
  storage::Batch batch{.id = work.new_id<BatchId>(),
                       .place = input.place,
                       .execution_date = input.execution_date,
                       .count = static_cast<int>(input.requests.size()),
                       .total = Money::zero(*place.currency),
                       .payer = work.rulebook().name,
                       .state = storage::BatchState::ordered,
                       .ordered_by = work.actor().person,
                       .ordered_at = work.now(),
                       .seq = work.next_seq()};
  auto payments = next_payments(work, input, *place.currency);
  for (const auto& each : payments) batch.total += each.amount;
  require(work.books().covers(input.place.text(), batch.total, false), Errc::refused,
          "this place holds less than would be ordered from it");

  work.append_signed(record_of(batch, payments),
                     {.target = "new", .money = batch.total, .place = input.place.text()});
  storage::insert(work.tx(), batch);
  int number = 0;
  for (auto& each : payments) order(work, batch, std::move(each), ++number);
  return {{"id", batch.id.text()},
          {"count", batch.count},
          {"total", {{"amount", batch.total.decimal()}, {"currency", place.currency->code}}},
          {"seq", batch.seq}};
}

}  // namespace relief
