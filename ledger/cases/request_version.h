#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/cases/allocation.h"
#include "ledger/cases/person_seal.h"
#include "ledger/cases/work.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/request_events.h"
#include "ledger/storage/requests.h"

namespace relief {

/// What a version of a request says anew. What is left empty stays as it was; documents are only
/// added.
struct Asked {
  std::optional<Money> amount = {};
  std::optional<Money> award = {};
  std::optional<Money> recovered = {};
  std::optional<Payout> payout = {};
  std::vector<Evidence> evidence = {};
  std::optional<std::string> reason = {};       ///< In writing: it is sealed.
  std::optional<std::string> reason_code = {};  ///< For the record.
  std::optional<Allocation> allocation = {};
};

/// A version that keeps every rule and isn't recorded yet.
struct NextVersion {
  storage::Request request;  ///< Without the digest of its record.
  Record record;
  storage::SealedThing payout;
  std::vector<storage::SealedEvidence> added;
};

/// The version after `current` (which has version 0 where it is being filed), with the amount that
/// is owed, the case's recognition, a fund and place that may pay it, and no decisions. Keeps the
/// status; sets nothing in the stores.
/// Throws Error: malformed for a field that is missing or out of place; refused by a rule.
NextVersion next_version(Work& work, const storage::ReliefCase& relief_case,
                         const storage::Request& current, const Asked& asked);

/// Records the version and writes it to the stores, with a row of its timeline. Returns the seq.
std::uint64_t append_version(Work& work, NextVersion next, storage::RequestEvent event);

/// Whether a request still counts: it isn't rejected, withdrawn, lapsed or given up.
bool is_living(const storage::Request& request);

/// Whether a request was paid, in whole or in part, also one that has ended: its payment had
/// failed, and was debited after all; or only some of it came back before it was given up.
bool was_paid(Work& work, const storage::Request& request);

/// How many living requests of the same purpose and the same recognition decision come before this
/// one: they were filed earlier, or are approved already. Those that the fund is still checking
/// don't count. So of two that ask for the same, one can always be approved. One that has ended
/// counts as well where it was paid all the same, by a debit that was explained later.
int others_before(Work& work, const storage::Request& request);

/// What a caller is told of a request after a step.
Facts facts_of(const storage::Request& request, std::uint64_t seq);

}  // namespace relief
