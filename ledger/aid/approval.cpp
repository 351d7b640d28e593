#include "ledger/aid/approval.h"

#include <algorithm>

namespace relief {
namespace {

bool holds(std::span<const PersonId> people, const PersonId& person) {
  return std::ranges::find(people, person) != people.end();
}

}  // namespace

void require_may_decide(const Involved& involved, const PersonId& person) {
  require(!holds(involved.askers, person), Errc::forbidden,
          "whoever asks for a payment may not decide it");
  require(!holds(involved.payers, person), Errc::forbidden,
          "whoever orders a payment may not decide it");
  require(!holds(involved.approvers, person), Errc::conflict,
          "you have already approved this request");
}

void require_may_pay(const Involved& involved, const PersonId& person) {
  require(!holds(involved.askers, person), Errc::forbidden,
          "whoever asks for a payment may not order it");
  require(!holds(involved.approvers, person), Errc::forbidden,
          "whoever approves a payment may not order it");
}

std::size_t approvals_missing(const ApprovalStep& step, std::size_t earlier) {
  // A rulebook adopted meanwhile may ask for fewer people than have approved.
  return step.approvers > earlier + 1 ? step.approvers - earlier - 1 : 0;
}

}  // namespace relief
