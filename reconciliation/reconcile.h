#pragma once

#include <string>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// A dated statement of one place: what its bank says, what the books say, and what explains that
/// other things are on their way.
struct Reconciliation {
  ReconciliationId id;
  PlaceId place;
  Date date;
  StatementId statement;     ///< The last one that ends on the date, or one that goes on beyond it.
  Money closing;             ///< By the bank at the end of the date, or by the count.
  Money book;                ///< By the books: account 1100 at the place, by the date.
  Money difference;          ///< Zero, or nobody may sign.
  std::string items_digest;  ///< SHA-256 over the open items as they were prepared; 32 bytes.
  PersonId prepared_by;
  Instant prepared_at;
  std::optional<PersonId> reviewed_by;
  std::optional<std::uint64_t> seq;  ///< Of its signed record.
};

/// Something at a place that the books know and no statement has yet, or the other way round.
struct ReconcilingItem {
  std::string account;
  std::string item;
  std::string fund;
  Money amount;
};

/// Prepares a reconciliation of a day of which a statement of the place tells: of other days nobody
/// has told what was there. Where the statement goes on beyond the day, as a week's does at the end
/// of a month, its closing balance less its later lines tells it.
/// Throws Error{conflict} where none does, or where one that covers the day, or an earlier one,
/// waits.
Facts prepare_reconciliation(Work& work, const PlaceId& place, Date date);

/// Signs it: whoever prepared it and a reviewer, who is somebody else.
/// Throws Error: refused where the difference isn't zero; conflict where it is signed already or
/// the books of that day have changed since.
Facts sign_reconciliation(Work& work, const ReconciliationId& id);

/// Throws Error{not_found}.
Reconciliation find_reconciliation(storage::Transaction& tx, const ReconciliationId& id);
/// By their days. Throws Error{not_found} as find_reconciliation.
std::vector<Reconciliation> reconciliations(storage::Transaction& tx, const Slice& slice);

/// The items of a place that were open by the end of a day, as the books have them now.
std::vector<ReconcilingItem> reconciling_items(storage::Transaction& tx,
                                               const storage::Place& place, Date by);

}  // namespace relief::reconciliation
