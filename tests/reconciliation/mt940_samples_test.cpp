#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"
#include "tests/support/files.h"

namespace relief::reconciliation::mt940_samples_test {
namespace {

/// What the samples' own page says of a file: messages, entries, first opening and last closing
/// balance, messages whose sum closes, messages that begin where the one before ended.
struct Sample {
  std::string_view file;
  std::string_view facts;
  bool is_set_aside = false;  ///< It has a fault as well.
};

constexpr Sample samples[] = {
    {"danske_DK.sta", "15 89 2478926.70 3851379.47 15 14"},
    {"wolph_betterplace_amount_formats.sta", "1 0 380115.12 none 0 0", true},
    {"wolph_betterplace_empty_86.sta", "0 0 none none 0 0", true},
    {"wolph_betterplace_sepa_mt9401.sta", "26 97 -1234718.36 50.05 26 6"},
    {"wolph_jejik_abnamro.sta", "2 10 3236.28 1849.75 0 0"},
    {"wolph_jejik_generic.sta", "2 2 100.00 80.00 2 1"},
    {"wolph_jejik_ing.sta", "1 7 0.00 3.47 0 0"},
    {"wolph_jejik_postfinance.sta", "2 4 0.00 159.60 1 1"},
    {"wolph_jejik_rabobank-iban.sta", "2 4 1000.00 930.00 2 1"},
    {"wolph_jejik_sns.sta", "2 2 1234.56 1209.56 2 1"},
    {"wolph_mBank_mt942.sta", "1 3 none none 0 0"},
    {"wolph_self-provided_february_30.sta", "1 1 1200.00 1194.00 1 0", true},
    {"wolph_self-provided_invalid_statement.sta", "0 0 none none 0 0", true},
    // Its second entry stands behind the end of its only message.
    {"wolph_self-provided_multiline.sta", "2 1 16.40 none 1 0", true},
};

std::string amount_of(const std::optional<Balance>& balance) {
  return balance ? balance->amount.decimal() : "none";
}

bool closes(const Statement& statement) {
  if (!statement.opening || !statement.closing) return false;
  auto sum = statement.opening->amount;
  for (const auto& line : statement.lines) sum += line.amount;
  return sum == statement.closing->amount;
}

std::string facts_of(const std::vector<Statement>& statements) {
  std::size_t lines = 0;
  int closing = 0;
  int linked = 0;
  const Statement* before = nullptr;
  for (const auto& statement : statements) {
    lines += statement.lines.size();
    if (closes(statement)) ++closing;
    if (before != nullptr && before->closing && statement.opening &&
        before->closing->amount == statement.opening->amount) {
      ++linked;
    }
    before = &statement;
  }
  const auto first = statements.empty() ? "none" : amount_of(statements.front().opening);
  const auto last = statements.empty() ? "none" : amount_of(statements.back().closing);
  return std::to_string(statements.size()) + " " + std::to_string(lines) + " " + first + " " +
         last + " " + std::to_string(closing) + " " + std::to_string(linked);
}

std::optional<std::string> sample(std::string_view file) {
  return relief::test::read_file(relief::test::shared_folder() / "samples" / "mt940" / file);
}

class Mt940SamplesTest : public testing::TestWithParam<Sample> {};

TEST_P(Mt940SamplesTest, GivesTheFactsOfTheFile) {
  const auto bytes = sample(GetParam().file);
  if (!bytes) GTEST_SKIP() << "the folder of bank samples isn't here";
  const auto reading = format_named("mt940")->read(*bytes);
  EXPECT_EQ(facts_of(reading.statements), GetParam().facts);
  EXPECT_EQ(!reading.faults.empty(), GetParam().is_set_aside)
      << (reading.faults.empty() ? "" : reading.faults[0].place + reading.faults[0].sentence);

  for (std::size_t size = 0; size < bytes->size(); size += 97) {  // None may crash.
    const auto cut = format_named("mt940")->read(std::string_view{*bytes}.substr(0, size));
    EXPECT_FALSE(cut.faults.empty() && cut.statements.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Mt940SamplesTest, testing::ValuesIn(samples),
                         [](const auto& sample) {
                           std::string name;
                           for (const char c : sample.param.file) {
                             if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
                           }
                           return name;
                         });

TEST(Mt940SamplesTest, ReadsEachEntryAsAnotherProgramDoes) {
  const auto bytes = sample("danske_DK.sta");
  const auto expected = sample("danske_DK.json");
  if (!bytes || !expected) GTEST_SKIP() << "the folder of bank samples isn't here";
  const auto statements = format_named("mt940")->read(*bytes).statements;
  const auto messages = nlohmann::json::parse(*expected);
  ASSERT_EQ(statements.size(), messages.size());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto& lines = messages[i].at("statement_lines");
    ASSERT_EQ(statements[i].lines.size(), lines.size());
    EXPECT_EQ(statements[i].account, "1234567890");
    for (std::size_t j = 0; j < lines.size(); ++j) {
      const auto& line = statements[i].lines[j];
      const auto& said = lines[j];
      const bool is_debit = said.at("ext_debit_credit_indicator") == "Debit";
      EXPECT_EQ((is_debit ? "-" : "") + said.at("amount").get<std::string>(),
                line.amount.decimal());
      EXPECT_EQ(said.at("value_date"), to_text(line.value_on));
      EXPECT_EQ(said.at("entry_date"), to_text(line.booked_on));
      EXPECT_TRUE(line.particulars.bank_code.ends_with(
          said.at("transaction_type_ident_code").get<std::string>()));
    }
  }
}

}  // namespace
}  // namespace relief::reconciliation::mt940_samples_test
