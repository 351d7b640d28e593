#include "ledger/cases/fail_payment.h"

#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"

namespace relief {

Facts fail_payment(Work& work, const PaymentId& id, const std::string& code) {
  const auto payment = storage::find_payment(work.tx(), id);
  const auto record =
      under_rule(work, "payment_failed",
                 {.kind = "payment.failed", .fields = {{"payment", id.text()}, {"code", code}}});
  const auto seq = undo_order(work, payment, record, true);
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief
