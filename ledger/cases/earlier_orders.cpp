#include "ledger/cases/earlier_orders.h"

#include "ledger/cases/payment_progress.h"
#include "ledger/storage/batches.h"

namespace relief {
namespace {

using storage::PaymentStatus;

/// Whether the bank was asked for a payment, or has booked it, and it didn't come back.
bool pays(const storage::Payment& payment) {
  return payment.status == PaymentStatus::ordered || payment.status == PaymentStatus::paid;
}

/// A refusal by the bank is only news until a statement shows that nothing was booked; so is a
/// cancellation, unless the bank never got the batch. What came back may have been ordered again
/// since, and refused then.
void require_bank_is_silent(Work& work, const storage::Payment& earlier) {
  require(storage::unexplained_debits_of(work.tx(), earlier).empty(), Errc::conflict,
          "the bank has debited a payment of this request, or of another one for the same "
          "decision, and nothing explains that debit yet");
  if (pays(earlier)) return;
  const auto batch = storage::find_batch(work.tx(), earlier.batch);
  const bool unsent =
      batch.state == storage::BatchState::cancelled && !storage::was_exported(work.tx(), batch.id);
  if (unsent) return;
  const auto covered = storage::covered_until(work.tx(), earlier.place);
  require(covered && *covered >= batch.execution_date, Errc::conflict,
          "what failed, came back, or was cancelled after its batch was exported, is ordered again "
          "only when a statement covers the day on which it was to be paid");
}

/// Such a payment came back before the request was changed, unless a late debit paid it after all.
void require_no_other_version_pays(const storage::Request& request,
                                   const storage::Payment& earlier) {
  const bool reached = pays(earlier) || earlier.booked != earlier.back;
  require(
      earlier.version == request.version || !reached, Errc::conflict,
      "an earlier payment of this request reached the person, in whole or in part, or is on its "
      "way");
}

void require_bank_is_silent_besides(Work& work, const storage::Request& request) {
  const auto& purpose = work.rulebook().purpose(request.purpose);
  if (!purpose.limit_per_recognition || !request.recognition) return;
  const auto same = storage::find_requests(
      work.tx(), {.purpose = request.purpose, .recognition = request.recognition->text()});
  for (const auto& other : same) {
    if (other.id == request.id) continue;
    for (const auto& each : storage::find_payments(work.tx(), {.request = other.id.text()})) {
      require_bank_is_silent(work, each);
    }
  }
}

}  // namespace

void require_not_paid_before(Work& work, const storage::Request& request,
                             const std::vector<storage::Payment>& payments) {
  for (const auto& each : payments) {
    require_bank_is_silent(work, each);
    require_no_other_version_pays(request, each);
  }
  require_paid_within_limit(work, request);
  require_bank_is_silent_besides(work, request);
}

}  // namespace relief
