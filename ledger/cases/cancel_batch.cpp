#include "ledger/cases/cancel_batch.h"

#include <utility>

#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/batches.h"

namespace relief {
namespace {

/// The payments whose last order is this batch's, and stands.
std::vector<storage::Payment> standing_payments(Work& work, const storage::Batch& batch) {
  std::vector<storage::Payment> payments;
  for (const auto& line : storage::orders_of(work.tx(), batch.id)) {
    auto payment = storage::find_payment(work.tx(), line.payment);
    if (payment.batch != batch.id || payment.status == storage::PaymentStatus::failed) continue;
    require(payment.status == storage::PaymentStatus::ordered &&
                ordered_of(work, payment) == line.amount,
            Errc::conflict, "a payment of this batch is booked already, in whole or in part");
    payments.push_back(std::move(payment));
  }
  require(!payments.empty(), Errc::conflict, "no payment of this batch stands any more");
  return payments;
}

}  // namespace

Facts cancel_batch(Work& work, const BatchId& id) {
  const auto batch = storage::find_batch(work.tx(), id);
  require(batch.state != storage::BatchState::cancelled, Errc::conflict,
          "this batch was cancelled before");
  auto payments = standing_payments(work, batch);
  const auto seq =
      work.append_signed(under_rule(work, "batch_cancelled",
                                    {.kind = "batch.cancelled", .fields = {{"batch", id.text()}}}),
                         {.target = id.text(), .money = batch.total, .place = batch.place.text()});
  storage::set_state(work.tx(), id, storage::BatchState::cancelled);
  for (auto& payment : payments) {
    Record record{.kind = "payment.cancelled",
                  .fields = {{"batch", id.text()}, {"payment", payment.id.text()}},
                  .cause = {seq}};
    undo_order(work, std::move(payment), std::move(record), false);
  }
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief
