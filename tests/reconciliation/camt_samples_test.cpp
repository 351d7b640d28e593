#include <gtest/gtest.h>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"
#include "tests/support/files.h"

namespace relief::reconciliation::camt_samples_test {
namespace {

/// What the samples' own page says of a file: a line a statement, "opening lines closing verdict".
struct Sample {
  std::string_view file;
  std::string_view facts;
};

constexpr Sample samples[] = {
    {"dutch_v2.xml", "500000.00 3 435678.50 sound\n"},
    {"genkgo_only-Dt-with-DtTm.xml", "5442.09 0 none STMT_UNBALANCED\n"},
    {"genkgo_v2.all-balance-types.xml", "1.01 1 4.04 STMT_UNBALANCED\n"},
    {"genkgo_v2.five.decimals.xml", "18.15 1 27.05 STMT_UNBALANCED\n"},
    {"genkgo_v2.minimal.ultimate.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"genkgo_v2.minimal.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"genkgo_v2.multi.statement.xml", "18.15 1 27.00 sound\n27.00 1 20.00 sound\n"},
    {"genkgo_v2.with-account-name.xml", "none 1 none STMT_UNBALANCED\n"},
    {"genkgo_v2.with-party-ids.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"genkgo_v2.wrong.xml", "FORMAT_INVALID\n"},
    {"genkgo_v3.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"genkgo_v4.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"genkgo_v8.xml", "18.15 1 -27.00 CCY_MISMATCH\n"},
    {"iso20022js_abn_amro.xml", "1000.01 13 100.01 sound\n"},
    {"iso20022js_gs_camt_053_uk_v2_1.xml",
     "68206.51 0 68206.51 sound\n334425218.07 6 334425126.42 STMT_UNBALANCED\n"},
    {"newinnovations_a.xml", "203.69 7 661.69 sound\n1859.13 4 1660.87 sound\n"},
    {"newinnovations_error.xml", "1000.00 2 900.00 STMT_UNBALANCED\n"},
    {"newinnovations_test.xml", "1000.00 2 950.00 sound\n"},
};

std::string name_of(std::string_view file) {
  std::string name;
  for (const char c : file) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name;
}

std::string amount_of(const std::optional<Balance>& balance) {
  return balance ? balance->amount.decimal() : "none";
}

std::string facts_of(std::string_view bytes) {
  const auto* format = format_of(bytes);
  if (format == nullptr) return "unknown\n";
  const auto reading = format->read(bytes);
  std::string facts;
  for (const auto& fault : reading.faults) facts.append(reason_names.text(fault.reason)) += '\n';
  if (!reading.faults.empty()) return facts;
  for (const auto& statement : reading.statements) {
    const auto verdict = check(statement, {});
    facts += amount_of(statement.opening) + " " + std::to_string(statement.lines.size()) + " " +
             amount_of(statement.closing) + " ";
    facts += verdict.is_sound() ? "sound" : reason_names.text(verdict.quarantine.front().reason);
    facts += '\n';
  }
  return facts;
}

class CamtSamplesTest : public testing::TestWithParam<Sample> {};

TEST_P(CamtSamplesTest, GivesTheFactsOfTheFile) {
  const auto path = relief::test::shared_folder() / "samples" / "camt053" / GetParam().file;
  const auto bytes = relief::test::read_file(path);
  if (!bytes) GTEST_SKIP() << "the folder of bank samples isn't here";
  EXPECT_EQ(facts_of(*bytes), GetParam().facts);

  // A prime step, so that the cuts fall into names, texts and tags alike.
  for (std::size_t size = 0; size + 30 < bytes->size(); size += 97) {
    EXPECT_FALSE(
        format_named("camt.053")->read(std::string_view{*bytes}.substr(0, size)).faults.empty())
        << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, CamtSamplesTest, testing::ValuesIn(samples),
                         [](const auto& sample) { return name_of(sample.param.file); });

/// What the same page says of notifications: "lines, Σ booked, booked lines" of each.
constexpr Sample notifications[] = {
    {"dvbern_v4_camt_054_Beispiel_NoCrdtBookedNotReversed.xml", "3 108.00 2\n"},
    {"dvbern_v4_camt_054_Beispiel_NotificationMissing.xml", "FORMAT_INVALID\n"},
    {"dvbern_v4_camt_054_Beispiel_SammelbuchungEs.xml", "1 113.00 1\n"},
    {"dvbern_v4_camt_054_Beispiel_ZA1_ESR_ZE.xml", "1 3949.75 1\n"},
    {"genkgo_v2.with-account-name.xml", "1 -200000.00 1\n"},
    {"genkgo_v2.xml", "1 -200000.00 1\n"},
    {"genkgo_v4.xml", "1 -200000.00 1\n"},
    {"genkgo_v8-with-UETR.xml", "1 -200000.00 1\n"},
    {"genkgo_v8-with-financial-institution.xml", "1 -200000.00 1\n"},
    {"genkgo_v8.xml", "1 -200000.00 1\n"},
};

std::string facts_of_notification(std::string_view bytes) {
  const auto reading = format_named("camt.054")->read(bytes);
  std::string facts;
  for (const auto& fault : reading.faults) facts.append(reason_names.text(fault.reason)) += '\n';
  if (!reading.faults.empty()) return facts;
  for (const auto& statement : reading.statements) {
    Totals totals;
    for (const auto& line : statement.lines) totals.add(line);
    facts += std::to_string(totals.lines()) + " " + totals.booked(*statement.currency).decimal() +
             " " + std::to_string(totals.any().booked.count) + "\n";
    EXPECT_FALSE(check(statement, {}).may_post());
  }
  return facts;
}

class NotificationSamplesTest : public testing::TestWithParam<Sample> {};

TEST_P(NotificationSamplesTest, GivesTheFactsOfTheFile) {
  const auto bytes = relief::test::read_file(relief::test::shared_folder() / "samples" / "camt054" /
                                             GetParam().file);
  if (!bytes) GTEST_SKIP() << "the folder of bank samples isn't here";
  EXPECT_EQ(facts_of_notification(*bytes), GetParam().facts);
}

INSTANTIATE_TEST_SUITE_P(Files, NotificationSamplesTest, testing::ValuesIn(notifications),
                         [](const auto& sample) { return name_of(sample.param.file); });

}  // namespace
}  // namespace relief::reconciliation::camt_samples_test
