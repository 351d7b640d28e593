#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/aid/rulebook.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"

namespace relief {

/// Where a request stands in its life.
enum class RequestStatus {
  being_checked,  ///< The fund looks for duplicates; the shelter learns nothing more.
  held,           ///< Waits until the person is recognised.
  submitted,      ///< Waits for approvals.
  approved,       ///< Has them all; waits for money, then for an order.
  rejected,
  withdrawn,
  lapsed,
  ordered,   ///< The bank has been asked, and hasn't answered.
  failed,    ///< The bank refused before it booked anything.
  paid,      ///< The bank's statement says so.
  returned,  ///< The money came back.
  given_up,
};

inline constexpr auto request_statuses = names<RequestStatus>({
    {RequestStatus::being_checked, "being_checked"},
    {RequestStatus::held, "held"},
    {RequestStatus::submitted, "submitted"},
    {RequestStatus::approved, "approved"},
    {RequestStatus::rejected, "rejected"},
    {RequestStatus::withdrawn, "withdrawn"},
    {RequestStatus::lapsed, "lapsed"},
    {RequestStatus::ordered, "ordered"},
    {RequestStatus::failed, "failed"},
    {RequestStatus::paid, "paid"},
    {RequestStatus::returned, "returned"},
    {RequestStatus::given_up, "given_up"},
});

/// What happens to a request, by people, by the bank or by the clock.
enum class RequestAct {
  hold,       ///< The check is over; the person isn't recognised yet.
  submit,     ///< The check is over; the person is recognised.
  recognise,  ///< A new version with the amount of that day.
  approve,    ///< The last approval that it needed.
  reject,
  withdraw,
  lapse,
  answer,  ///< What was asked by a rejection, as a new version without decisions.
  amend,   ///< A new version without decisions.
  order,
  fail,
  reinstate,  ///< After a failure: the approvals stand, the money is reserved again.
  pay,
  give_back,  ///< The bank returned the money.
  undo,       ///< The bank undid its own debit: the order stands again.
  give_up,
};

/// One step that a request may take.
struct Transition {
  RequestStatus from;
  RequestAct act;
  RequestStatus to;
};

/// Every step there is; nothing else changes a request.
inline constexpr std::array request_transitions{
    Transition{RequestStatus::being_checked, RequestAct::hold, RequestStatus::held},
    Transition{RequestStatus::being_checked, RequestAct::submit, RequestStatus::submitted},
    Transition{RequestStatus::being_checked, RequestAct::amend, RequestStatus::being_checked},
    Transition{RequestStatus::held, RequestAct::recognise, RequestStatus::submitted},
    Transition{RequestStatus::held, RequestAct::amend, RequestStatus::held},
    Transition{RequestStatus::submitted, RequestAct::approve, RequestStatus::approved},
    Transition{RequestStatus::submitted, RequestAct::reject, RequestStatus::rejected},
    Transition{RequestStatus::submitted, RequestAct::withdraw, RequestStatus::withdrawn},
    Transition{RequestStatus::submitted, RequestAct::lapse, RequestStatus::lapsed},
    Transition{RequestStatus::submitted, RequestAct::amend, RequestStatus::submitted},
    Transition{RequestStatus::rejected, RequestAct::answer, RequestStatus::submitted},
    Transition{RequestStatus::rejected, RequestAct::amend, RequestStatus::submitted},
    Transition{RequestStatus::lapsed, RequestAct::answer, RequestStatus::submitted},
    Transition{RequestStatus::lapsed, RequestAct::amend, RequestStatus::submitted},
    Transition{RequestStatus::approved, RequestAct::order, RequestStatus::ordered},
    Transition{RequestStatus::approved, RequestAct::withdraw, RequestStatus::withdrawn},
    Transition{RequestStatus::approved, RequestAct::lapse, RequestStatus::lapsed},
    Transition{RequestStatus::approved, RequestAct::amend, RequestStatus::submitted},
    Transition{RequestStatus::ordered, RequestAct::pay, RequestStatus::paid},
    Transition{RequestStatus::ordered, RequestAct::fail, RequestStatus::failed},
    // Booked in parts, of which one had come back before the last was booked.
    Transition{RequestStatus::ordered, RequestAct::give_back, RequestStatus::returned},
    Transition{RequestStatus::failed, RequestAct::reinstate, RequestStatus::approved},
    Transition{RequestStatus::failed, RequestAct::amend, RequestStatus::submitted},
    // A second order failed: the money is where the first one's return had left it.
    Transition{RequestStatus::failed, RequestAct::give_back, RequestStatus::returned},
    Transition{RequestStatus::paid, RequestAct::give_back, RequestStatus::returned},
    Transition{RequestStatus::paid, RequestAct::undo, RequestStatus::ordered},
    Transition{RequestStatus::returned, RequestAct::order, RequestStatus::ordered},
    // What was taken for its return wasn't: it had reached the person.
    Transition{RequestStatus::returned, RequestAct::pay, RequestStatus::paid},
    // A part had come back; the bank undid its debit of the rest.
    Transition{RequestStatus::returned, RequestAct::undo, RequestStatus::ordered},
    Transition{RequestStatus::returned, RequestAct::amend, RequestStatus::submitted},
    Transition{RequestStatus::returned, RequestAct::give_up, RequestStatus::given_up},
};

/// The status that `act` leads to. Throws Error{conflict} when it isn't possible now.
RequestStatus after(RequestStatus status, RequestAct act);

/// The step that takes a request out of the fund's check: submit for a person whom the purpose
/// may be paid to, hold for one whose requests wait.
/// Throws Error{refused} for anybody else.
RequestAct act_after_check(const Purpose& purpose, CaseStatus person);

/// What a request says about its amount.
struct AskedAmount {
  std::optional<Money> amount = {};
  std::optional<Money> award = {};      ///< What a court ordered the trafficker to pay.
  std::optional<Money> recovered = {};  ///< What of it he has paid; nothing said is zero.
};

/// What is owed for a purpose: the dated amount of the law, the shortfall of an award, or else
/// what the request asks. `day` is the one that the purpose dates its amount by.
///
/// Throws Error: malformed for a field that is missing, isn't above zero or has no place here;
/// refused when an amount was given that isn't the one owed, or nothing is owed.
Money amount_due(const Purpose& purpose, const AskedAmount& asked, Date day);

/// Refuses a request without a kind of evidence that its purpose needs. A recorded recognition
/// counts as "recognition_decision": the caller names it among `kinds`.
void require_evidence(const Purpose& purpose, std::span<const std::string> kinds);

/// Refuses one more request for a recognition decision that already has `earlier` living ones.
void require_within_limit(const Purpose& purpose, int earlier);

}  // namespace relief
