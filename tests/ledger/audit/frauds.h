#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "ledger/audit/verdict.h"
#include "ledger/base/text.h"
#include "tests/ledger/audit/story.h"

namespace relief::audit::test {

/// Logs by somebody who holds the log's key and signs whatever tree they like: only the records
/// themselves can give them away.

struct Fraud {
  const char* name;
  std::uint64_t seq;  ///< The record that gives it away.
  Twist twist;
};

/// Changes one record before it is signed: its signers agree to it.
template <class Change>
Twist before(std::uint64_t at, Change change) {
  return {.before_signing = [=](std::uint64_t seq, Draft& draft) {
    if (seq == at) change(draft);
  }};
}

/// Changes one record after it was signed.
template <class Change>
Twist after(std::uint64_t at, Change change) {
  return {.after_signing = [=](std::uint64_t seq, Record& record) {
    if (seq == at) change(record);
  }};
}

/// Changes the bytes of one record.
template <class Change>
Twist written(std::uint64_t at, Change change) {
  return {.written = [=](std::uint64_t seq, std::string& bytes) {
    if (seq == at) change(bytes);
  }};
}

/// Tells all from one record on at a later day.
inline Twist told_later(std::uint64_t from, const std::string& day) {
  const auto later = parse_date(day) - parse_date("2026-03-02");
  return {
      .told_at = [=](std::uint64_t seq, Instant now) { return seq < from ? now : now + later; }};
}

/// Another person, as the story's tellers know them.
inline const Person& other(const std::string& name) {
  static const Story story;
  return story.people.at(name);
}

/// Lets the record be by, and signed by, others.
template <class... Names>
auto signed_by(Names... names) {
  return [=](Draft& draft) {
    draft.signers = {&other(names)...};
    draft.by = draft.signers.front()->id.text();
  };
}

inline auto field(std::string name, nlohmann::json value) {
  return [=](Draft& draft) { draft.record.fields[name] = value; };
}

inline void replace(std::string& bytes, std::string_view from, std::string_view to) {
  bytes.replace(bytes.find(from), from.size(), to);
}

inline void set_amounts(Entry& entry, const std::string& units) {
  for (auto& line : entry.lines) {
    const auto amount = Money::of_units(units, line.amount.currency());
    line.amount = line.amount.is_negative() ? -amount : amount;
  }
}

inline const std::string elsewhere = to_base64url(std::string(32, 'x'));

/// The fraud is seen, at its record; what only the whole log shows (at::count) has none.
inline void expect_seen(const Fraud& fraud) {
  const Story story{fraud.twist};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::invalid) << to_text(verdict);
  ASSERT_TRUE(verdict.first().has_value());
  const auto seq = fraud.seq == at::count ? std::nullopt : std::optional{fraud.seq};
  EXPECT_EQ(verdict.first()->seq, seq) << to_text(verdict);
}

}  // namespace relief::audit::test
