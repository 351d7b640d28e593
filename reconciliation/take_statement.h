#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/checks.h"
#include "reconciliation/statement.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {

/// The file that statements come from, as their rows and records need it.
struct FileOfStatements {
  std::string format;
  FileId id;
  std::string commitment;  ///< 32 bytes.
  std::string key;         ///< What the texts of its lines are sealed under.
};

/// Writes into its row what a statement says of its name, days and balances: of days that it
/// doesn't say, `today`; of money, nothing.
void describe(StatementRow& row, const storage::Place& place, const Statement& statement,
              Date today);

/// What is kept of a statement, under an identifier of its own, as one that is posted.
StatementRow row_of(Work& work, const storage::Place& place, const Statement& statement,
                    const FileOfStatements& file);

/// What is answered of a statement: {id, verdict, lines, opening, closing}, and the record's seq
/// where it is posted.
Facts facts_of(const StatementRow& row, std::optional<std::uint64_t> seq);

/// Posts one statement of a file, lets it wait, or sets it aside, as its verdict says.
Facts take(Work& work, const storage::Place& place, const Statement& statement,
           const FileOfStatements& file, const Verdict& verdict);

/// All that is wrong with a statement.
std::vector<Fault> faults_of(const Verdict& verdict);

/// The statement in a file that a row is of, or null.
const Statement* statement_of(const StatementRow& row, const std::vector<Statement>& statements);

/// Posts the statements that waited and whose turn has come; sets aside those whose turn never
/// comes, since their days are in the books by now.
void post_waiting(Work& work, const storage::Place& place);

}  // namespace relief::reconciliation
