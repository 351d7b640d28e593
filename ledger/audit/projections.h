#pragma once

#include <vector>

#include "ledger/audit/state.h"
#include "ledger/audit/verdict.h"
#include "ledger/storage/log.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// Compares what the tables say with what the replayed log says. Each throws Failure at the first
/// difference, and answers what it compared.

/// The columns beside a record's bytes.
void compare_row(const storage::LogRow& row, const ReadRecord& read);

/// The postings of the records from `from` on, with running balances, of which the table has
/// `stored` and the replay made `made`.
void compare_postings(const std::vector<Posting>& stored, const std::vector<Posting>& made);

/// Balances, open items, positions, lots.
Check::Counts compare_books(storage::Transaction& tx, const State& state);

/// Keys, roles, places, funds.
Check::Counts compare_people(storage::Transaction& tx, const State& state);

/// Requests and payments.
Check::Counts compare_aid(storage::Transaction& tx, const State& state);

}  // namespace relief::audit
