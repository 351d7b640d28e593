#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ledger/audit/bundle.h"
#include "ledger/audit/replay.h"

namespace relief::audit {

/// The files of a bundle that retell the log. One who writes a bundle and one who verifies it make
/// them here from the same records; so a report can't say anything else than the log.

/// Hands out journal and approvals of the records of one level-0 tile: the files that have a row.
void retell(std::uint64_t tile, std::span<const Replayed> records, const FileSink& sink);

/// Hands out what is told of the whole log: keyring and trial balance.
void retell_end(const State& state, const FileSink& sink);

/// account, name, place, fund, currency, balance: every balance that isn't zero, debit positive.
std::string trial_balance(const Book& book);

}  // namespace relief::audit
