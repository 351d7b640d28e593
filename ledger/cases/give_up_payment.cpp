#include "ledger/cases/give_up_payment.h"

#include <utility>

#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/request_events.h"

namespace relief {
namespace {

/// The last approval of an amended request releases what came back.
bool will_release(const storage::Request& request) {
  return request.status == RequestStatus::submitted ||
         (request.status == RequestStatus::approved &&
          request.waits_for == storage::WaitsFor::money);
}

void give_up_request(Work& work, const storage::Request& request, std::uint64_t seq) {
  // Of an earlier version, or more of it came back afterwards.
  if (request.status != RequestStatus::returned) return;
  storage::set_status(work.tx(), request.id, after(request.status, RequestAct::give_up),
                      work.now());
  storage::add_event(work.tx(), request.id,
                     {.version = request.version,
                      .event = storage::RequestEvent::given_up,
                      .by = work.actor().person.text(),
                      .at = work.now(),
                      .seq = seq});
}

}  // namespace

Facts give_up_payment(Work& work, const PaymentId& id) {
  auto payment = storage::find_payment(work.tx(), id);
  const auto request = storage::find_request(work.tx(), payment.request);
  const auto owed = owed_of(work, payment);
  require(payment.status == storage::PaymentStatus::returned && !owed.is_zero(), Errc::conflict,
          "only a payment that has come back is given up");
  require(request.version == payment.version || !will_release(request), Errc::conflict,
          "the request of this payment was amended, and will be paid otherwise");
  const auto terms = terms_of(payment);
  auto record =
      under_rule(work, "give_up", {.kind = "payment.given_up", .fields = {{"payment", id.text()}}});
  record.entry = Entry{.on = work.today(), .lines = give_up_lines(terms, owed, work.today())};
  const auto seq = work.append_signed(
      std::move(record),
      {.target = id.text(), .money = owed, .fund = terms.fund, .place = terms.place});
  payment.status = storage::PaymentStatus::given_up;
  storage::update(work.tx(), payment);
  if (request.version == payment.version) give_up_request(work, request, seq);
  commit_waiting(work, terms.fund, terms.place, seq);
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief
