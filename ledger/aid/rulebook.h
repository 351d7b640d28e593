#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/aid/case_status.h"
#include "ledger/base/clock.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"

namespace relief {

/// Where the fund's means may lawfully come from.
struct Source {
  std::string code;
  std::string clause;
  std::vector<std::string> evidence;  ///< Kinds of document to hold.
  std::string income_account;
};

/// An amount that an act sets from a day on, until the next row.
struct DatedAmount {
  Date from;
  Money amount;
  std::string clause;
  bool assumed = false;  ///< Nobody has read the act's date yet: shown as such everywhere.
};

/// The day that decides which dated amount is owed.
enum class DatedBy { recognition, request, order };

inline constexpr auto dated_by_names = names<DatedBy>({
    {DatedBy::recognition, "recognition"},
    {DatedBy::request, "request"},
    {DatedBy::order, "order"},
});

/// What the fund may lawfully pay for.
struct Purpose {
  std::string code;
  std::string clause;
  std::string expense_account;
  std::vector<CaseStatus> payable_to = {};        ///< Whom a request may be paid to.
  std::vector<CaseStatus> held_for = {};          ///< Whose requests wait until they may be paid.
  std::optional<int> limit_per_recognition = {};  ///< Requests paid at most for one decision.
  std::vector<DatedAmount> amounts = {};  ///< By day, rising; empty: each request names its own.
  DatedBy amount_dated_by = DatedBy::recognition;
  std::vector<std::string> evidence = {};  ///< Kinds of document that a request needs.
  bool pays_shortfall = false;             ///< The amount is award less recovered: compensation.
  bool needs_reason = false;               ///< A written reason, sealed.
  std::vector<std::string> from_sources = {};  ///< The only sources that admit it; empty: all do.
};

/// Who must approve: the first step of the rulebook that fits a request decides.
struct ApprovalStep {
  std::string clause;
  std::vector<std::string> purposes;     ///< Empty: every purpose.
  std::optional<Money> up_to;            ///< Nothing: any amount, of any currency.
  std::optional<int> window_days;        ///< Requests of a case within it count together.
  std::size_t approvers = 0;             ///< Different people, none the requester or the payer.
  std::optional<int> expires_days;       ///< Nothing: never lapses.
  std::optional<Money> witnessed_above;  ///< No payment before a witness has seen the approval.

  [[nodiscard]] bool covers(std::string_view purpose) const;
};

/// The most that one request of some purposes, or one announced gift of some sources, may be about:
/// far above anything real, so that a slip of the pen doesn't hold up everybody else's money.
struct Ceiling {
  std::string clause;                 ///< Empty for the one that no rulebook sets.
  std::vector<std::string> purposes;  ///< "*": every one.
  std::vector<std::string> sources;   ///< "*": every one.
  Money amount;
};

/// Whose signatures an act needs that isn't a request's decision: one role, or two.
struct ActRule {
  std::string clause;
  std::vector<std::string> kinds;
  std::vector<std::string> signers;
};

enum class AllocationStep { restricted_that_fits, general };

inline constexpr auto allocation_steps = names<AllocationStep>({
    {AllocationStep::restricted_that_fits, "restricted_that_fits"},
    {AllocationStep::general, "general"},
});

/// The order in which funds are proposed for a request.
struct AllocationRule {
  std::string clause;
  std::vector<AllocationStep> order;
};

/// Pairs of roles that one person may hold together; all others are incompatible.
struct RoleRule {
  std::string clause;
  std::vector<std::pair<std::string, std::string>> compatible;
};

/// The fund that bears the bank's charges, by its code.
struct ChargeRule {
  std::string clause;
  std::string fund;
};

/// Smaller counts than `threshold` aren't published.
struct StatisticsRule {
  std::string clause;
  int threshold = 0;
};

/// How long an identity is kept after its case's last act.
struct RetentionRule {
  std::string clause;
  int identity_years = 0;
};

/// What law and office decide, one version of it. A value: made by parse_rulebook, never changed.
struct Rulebook {
  std::string name;
  int version = 0;
  std::string time_zone;
  std::string currency;  ///< Of amounts written without one.
  std::map<std::string, Source, std::less<>> sources;
  std::map<std::string, Purpose, std::less<>> purposes;
  std::vector<ApprovalStep> approvals;  ///< The last one fits everything.
  std::vector<Ceiling> ceilings;        ///< The last one covers everything.
  std::vector<ActRule> acts;
  AllocationRule allocation;
  RoleRule roles;
  ChargeRule charges;
  StatisticsRule statistics;
  RetentionRule retention;

  /// Throws Error{malformed} at `pointer` for a code that the rulebook doesn't name.
  [[nodiscard]] const Source& source(std::string_view code,
                                     std::string_view pointer = "/source") const;
  [[nodiscard]] const Purpose& purpose(std::string_view code,
                                       std::string_view pointer = "/kind") const;
};

/// Reads a rulebook's TOML, strictly: unknown keys, missing clauses, inexact amounts, unsorted
/// dates and codes that name nothing are faults.
///
/// Throws Error: malformed with every fault (pointer: the path of keys) at once; too_large for a
/// text of more than 256 KiB.
Rulebook parse_rulebook(std::string_view toml);

/// The amount in force on a day of a purpose that has dated amounts.
/// Throws Error{refused} for a day before the first act.
const DatedAmount& allowance_on(const Purpose& purpose, Date day);

/// What else was asked for the same case, in other requests that are still alive.
struct EarlierRequest {
  std::string purpose;
  Money amount;
  Date on;
};

/// The step that a request of `amount` on a day needs, when the case's earlier requests within a
/// step's window count with it, so that splitting a request doesn't spare an approver. An amount
/// in another currency than the step's limit doesn't fit under it.
const ApprovalStep& approval_step(const Rulebook& rulebook, std::string_view purpose,
                                  const Money& amount, std::span<const EarlierRequest> earlier = {},
                                  Date today = {});

/// Whether what waits since a moment, for decisions or for its order, has lapsed by now.
bool lapses(const ApprovalStep& step, Instant since, Instant now);

/// Whether a payment waits until a witness has seen the record that approved it.
bool needs_witness(const ApprovalStep& step, const Money& amount);

/// The first ceiling that covers a purpose or a source.
const Ceiling& ceiling_of_purpose(const Rulebook& rulebook, std::string_view code);
const Ceiling& ceiling_of_source(const Rulebook& rulebook, std::string_view code);

/// Refuses more than a ceiling, at the amount's `pointer`. In every currency it is the same figure:
/// it guards against slips, not against rates.
void require_below(const Ceiling& ceiling, const Money& amount, std::string_view pointer);

/// The rule of a kind of act, or null for a kind that the rulebook doesn't name.
const ActRule* act_rule(const Rulebook& rulebook, std::string_view kind);

/// Whether one person may hold both roles.
bool compatible(const Rulebook& rulebook, std::string_view a, std::string_view b);

}  // namespace relief
