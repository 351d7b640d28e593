#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ledger/aid/reference.h"
#include "reconciliation/match.h"

namespace relief::reconciliation::test {

/// Lines and items of a small account in manat, and the matcher's answers as text.

inline Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

/// The reference of our n-th item.
inline std::string rf(int n) {
  return make_reference(std::string(1, static_cast<char>(n / 32)) +
                        std::string(15, static_cast<char>(n % 32)));
}

inline StatementLine line(int number, std::string_view amount, Particulars particulars = {}) {
  return {.number = number,
          .amount = azn(amount),
          .booked_on = parse_date("2026-01-15"),
          .value_on = parse_date("2026-01-15"),
          .is_booked = true,
          .is_reversal = false,
          .entry_reference = {},
          .particulars = std::move(particulars),
          .batches = {},
          .details = {}};
}

/// A line whose reference field has the n-th reference.
inline StatementLine referring(int number, std::string_view amount, int n) {
  return line(number, amount, {.references = {rf(n)}});
}

inline OpenItem payment(int n, std::string_view amount) {
  return {.item = "pay_" + std::to_string(n),
          .kind = ItemKind::payment,
          .reference = rf(n),
          .batch = "BATCH",
          .amount = azn(amount),
          .payee_account = "AZ-PAYEE-000" + std::to_string(n)};
}

inline OpenItem gift(int n, std::string_view amount) {
  return {.item = "don_" + std::to_string(n),
          .kind = ItemKind::gift,
          .reference = rf(n),
          .batch = {},
          .amount = azn(amount),
          .payee_account = {}};
}

inline OpenItem booked(OpenItem item) {
  item.is_booked = true;
  return item;
}

using Lines = std::vector<StatementLine>;
using Items = std::vector<OpenItem>;

/// The answers, "line.detail: outcome REASON items (alternatives)" each.
inline std::vector<std::string> answers(const Lines& lines, const Items& items) {
  std::vector<std::string> texts;
  for (const auto& match : match_exact(lines, items)) {
    auto text = std::to_string(match.line);
    if (match.detail != 0) text += "." + std::to_string(match.detail);
    text += ": " + std::string{outcome_names.text(match.outcome)};
    if (match.reason) text += " " + std::string{reason_names.text(*match.reason)};
    for (const auto& item : match.items) text += " " + item;
    for (const auto& item : match.alternatives) text += " (" + item + ")";
    texts.push_back(text);
    EXPECT_EQ(match.stage != Stage::none, match.outcome != Outcome::unmatched);
    EXPECT_EQ(match.reason.has_value(), match.outcome == Outcome::unmatched);
  }
  return texts;
}

inline std::string answer(const StatementLine& line, const Items& items) {
  const auto all = answers({line}, items);
  EXPECT_EQ(all.size(), 1U);
  return all.at(0);
}

}  // namespace relief::reconciliation::test
