#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"
#include "ledger/books/history.h"

namespace relief::audit {
namespace {

constexpr std::uint64_t lots_of_an_entry = 1000;  // As Book::post numbers them.

/// Two people sign a number of lines and the root over them; then the lines follow.
void history_imported(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  require(!state.has_begun, Errc::refused,
          "a history comes once, before the first receipt, case and request");
  state.history = History{.seq = taken.envelope.seq,
                          .by = taken.envelope.by,
                          .count = fields.number("count"),
                          .root = fields.hash("root"),
                          .lots = fields.number("lots")};
  require(state.history->count > 0, Errc::refused, "a history has lines");
}

void history_line(State& state, const Taken& taken) {
  require(state.history.has_value(), Errc::refused, "a line of a history follows it");
  auto& history = *state.history;
  require(taken.record.cause == std::vector{history.seq} && taken.envelope.by == history.by,
          Errc::refused, "a line of a history points to it, and is by the same person");
  require(taken.record.entry && can_be_history(*taken.record.entry), Errc::refused,
          "a line of a history is booked, and promises nothing");
  history.lines.append(leaf_hash(taken.scan.root().find("entry")->bytes()));
  require(history.lines.size() < history.count || history.lines.root() == history.root,
          Errc::refused, "a history's lines aren't those that were signed");
}

constexpr std::array history_rules{
    Rule{"history.imported", "history", history_imported},
    Rule{"history.line", "", history_line, true},
};

}  // namespace

std::span<const Rule> rules_of_history() { return history_rules; }

void follow_history(State& state, std::uint64_t seq, const Book::Changes& changes) {
  if (!state.history || state.history->seq == seq) return;
  auto& history = *state.history;
  history.opened += static_cast<std::uint64_t>(std::ranges::count_if(
      changes.lots, [&](const auto& lot) { return lot.second / lots_of_an_entry == seq; }));
  if (history.lines.size() < history.count) return;
  require(history.opened == history.lots, Errc::refused,
          "a history's lines open other gifts than were signed");
  state.history.reset();
}

}  // namespace relief::audit
