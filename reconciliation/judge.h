#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/cases/work.h"
#include "ledger/storage/places.h"
#include "reconciliation/checks.h"
#include "reconciliation/formats.h"

namespace relief::reconciliation {

/// What a place's file says, with its pages put together.
Reading read_whole(Work& work, const storage::Place& place, const Format& format,
                   std::string_view bytes);

/// The file's faults, and those that it has as a delivery for this place.
std::vector<Fault> delivery_faults(const Reading& reading, const storage::Place& place);

/// Puts the statements of a file in the order in which they are judged and posted.
void put_in_order(std::vector<Statement>& statements);

/// Where the books of a place ended: its last posted statement.
std::optional<PreviousClosing> previous_closing(Work& work, const storage::Place& place);

/// Whether a statement falls whole into days between two that are posted, of which nobody has told.
bool comes_late(Work& work, const storage::Place& place, const Statement& statement);

/// What the statement at `at` is worth once those before it are posted: the first of a place begins
/// with what the place was opened with.
Verdict judge_one(Work& work, const storage::Place& place, std::span<const Statement> statements,
                  std::size_t at);

/// What each is worth, up to the first that is unsound: a file is taken whole or not at all.
std::vector<Verdict> judge_in_turn(Work& work, const storage::Place& place,
                                   std::span<const Statement> statements);

/// What a bank calls its statement, as far as it is kept: whole letters only.
std::string name_of(const Statement& statement);

/// Codes, places and sentences, for the people who look at what waits or was set aside.
nlohmann::json to_json(const std::vector<Fault>& faults);

}  // namespace relief::reconciliation
