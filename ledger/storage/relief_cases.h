#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/aid/case_status.h"
#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What the fund's look for duplicates has come to.
enum class Review { being_checked, released, stopped };

inline constexpr auto reviews = names<Review>({
    {Review::being_checked, "being_checked"},
    {Review::released, "released"},
    {Review::stopped, "stopped"},
});

/// Who or what brought a case in.
enum class Referral { police, hotline, shelter, mission, ngo, self };

inline constexpr auto referrals = names<Referral>({
    {Referral::police, "police"},
    {Referral::hotline, "hotline"},
    {Referral::shelter, "shelter"},
    {Referral::mission, "mission"},
    {Referral::ngo, "ngo"},
    {Referral::self, "self"},
});

/// One person whom an organisation helps, without a word about who it is: that is in the vault.
struct ReliefCase {
  CaseId id;
  OrganisationId organisation;
  CaseStatus status;
  Review review;
  std::optional<RecognitionId> recognition;
  std::optional<Date> recognised_on;
  std::optional<std::string> group;  ///< A code that restricted funds may ask for.
  Referral referral;
  PersonId opened_by;
  Instant opened_at;
  std::uint64_t seq;
};

/// Which cases are asked for. What is left empty doesn't narrow.
struct CaseQuery {
  std::string id = {};
  std::string organisation = {};
  std::string review = {};
  std::string recognition = {};
  std::uint64_t after = 0;  ///< Only those opened after this seq.
  int limit = 1000;
};

/// In the order of opening.
std::vector<ReliefCase> find_cases(Transaction& tx, const CaseQuery& query);

/// Throws Error{not_found}.
ReliefCase find_case(Transaction& tx, const CaseId& id);

void insert(Transaction& tx, const ReliefCase& relief_case);

/// Writes all that may change: organisation, status, review, recognition.
void update(Transaction& tx, const ReliefCase& relief_case);

}  // namespace relief::storage
