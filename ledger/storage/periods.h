#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The last day that is closed; nothing while no period is.
std::optional<Date> closed_through(Transaction& tx);

/// A month that was closed: "2026-01".
struct ClosedPeriod {
  std::string period;
  Date last_day;
  std::uint64_t seq;
};

void insert(Transaction& tx, const ClosedPeriod& period);

/// The newest first.
std::vector<ClosedPeriod> closed_periods(Transaction& tx);

/// Where money has moved by that day, and nobody signed a reconciliation on it with what is there
/// now: the places' names.
std::vector<std::string> unreconciled_places(Transaction& tx, Date day);

/// What an account of income, expense or transfers between funds holds, debit positive.
struct Result {
  std::string account;
  std::string fund;
  Money amount;
};

/// Those that aren't zero by the end of a day; of one fund, or of all where `fund` is empty.
std::vector<Result> results_by(Transaction& tx, Date day, const std::string& fund);

/// Notes the record that closed a year for a fund; all funds where `fund` is empty.
void insert_year_close(Transaction& tx, int year, const std::string& fund, std::uint64_t seq);

}  // namespace relief::storage
