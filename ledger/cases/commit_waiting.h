#pragma once

#include <string>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/requests.h"

namespace relief {

/// Reserves money (E5) for approved requests that wait for it at a fund's place: the oldest
/// approval first, and none before an older one, for as long as it lasts. Whoever brings money to a
/// fund, or frees some, calls this when the entry is posted and the stores are changed; `cause` is
/// the record that did.
void commit_waiting(Work& work, const std::string& fund, const std::string& place,
                    std::uint64_t cause);

/// Whether the request's money could be reserved now: nobody waits before it, its fund has enough
/// at its place, and the place holds it beyond all that is ordered and reserved there.
bool can_commit(Work& work, const storage::Request& request);

/// Who is served before an approved request that waits for money: those of its fund and place that
/// were approved before it and wait too, the oldest approval first. However little it asks and
/// however much there is, it waits for them.
std::vector<storage::Request> ahead_of(storage::Transaction& tx, const Rulebook& rulebook,
                                       Date today, const storage::Request& request);

/// E5, effective today. Where an earlier payment of the request came back and its payout was
/// changed, what is owed from it is released in the same entry (E12).
Entry commitment(Work& work, const storage::Request& request);

/// Writes what follows from a posted commitment: a released payment is given up, and its money may
/// serve others.
void note_commitment(Work& work, const storage::Request& request, std::uint64_t seq);

/// E6, effective today; nothing where the request has no money reserved.
std::optional<Entry> end_of_commitment(Work& work, const storage::Request& request);

}  // namespace relief
