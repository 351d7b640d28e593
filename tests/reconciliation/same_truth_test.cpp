#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "reconciliation/checks.h"
#include "reconciliation/formats.h"
#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::same_truth_test {
namespace {

/// One movement of an invented account.
struct Movement {
  long units;
  int day;
  std::string reference, bank_reference;
};

std::vector<Movement> movements(unsigned seed) {
  std::mt19937 random{seed};
  std::vector<Movement> result;
  const auto count = random() % 40;
  for (unsigned i = 0; i < count; ++i) {
    const auto units = static_cast<long>(random() % 200'000) + 1;
    result.push_back({random() % 2 == 0 ? units : -units, static_cast<int>(random() % 28) + 1,
                      "RF" + std::to_string(random()), "B-" + std::to_string(i)});
  }
  return result;
}

Money azn(long units) { return {units, currency("AZN")}; }

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string without_sign(long units) { return azn(units < 0 ? -units : units).decimal(); }

constexpr long opening = 1'000'000;

long closing(const std::vector<Movement>& movements) {
  long units = opening;
  for (const auto& movement : movements) units += movement.units;
  return units;
}

std::string as_camt(const std::vector<Movement>& movements) {
  const auto end = closing(movements);
  auto body = test::balance("OPBD", without_sign(opening), "2026-01-01") +
              test::balance("CLBD", without_sign(end), "2026-01-31", end < 0 ? "DBIT" : "CRDT");
  for (const auto& movement : movements) {
    body += test::entry(without_sign(movement.units), movement.units < 0 ? "DBIT" : "CRDT",
                        "<AcctSvcrRef>" + movement.bank_reference +
                            "</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>" +
                            movement.reference + "</EndToEndId></Refs></TxDtls></NtryDtls>",
                        "2026-01-" + two_digits(movement.day));
  }
  return test::document(test::statement(body));
}

std::string with_comma(long units) {
  auto text = without_sign(units);
  std::ranges::replace(text, '.', ',');
  return text;
}

std::string mt_balance(std::string_view tag, std::string_view day, long units) {
  return std::string{":"}.append(tag).append(units < 0 ? ":D" : ":C").append(day) + "AZN" +
         with_comma(units) + "\r\n";
}

/// In as many pages as there are cuts and one.
std::string as_mt940(const std::vector<Movement>& movements, std::size_t page_size) {
  std::string text;
  long balance = opening;
  std::size_t page = 0;
  for (std::size_t at = 0; at < movements.size() || page == 0; at += page_size) {
    const bool is_last = at + page_size >= movements.size();
    ++page;
    text += ":20:JAN-1\r\n:25:AZ21NABZ00000000137010001944\r\n:28C:1/" + std::to_string(page) +
            "\r\n" + mt_balance(page == 1 ? "60F" : "60M", "260101", balance);
    for (auto i = at; i < std::min(at + page_size, movements.size()); ++i) {
      const auto& movement = movements[i];
      const auto day = "01" + two_digits(movement.day);
      text += ":61:26" + day + day + (movement.units < 0 ? "D" : "C") + with_comma(movement.units) +
              "NTRF" + movement.reference + "//" + movement.bank_reference + "\r\n";
      balance += movement.units;
    }
    text += mt_balance(is_last ? "62F" : "62M", "260131", balance) + "-\r\n";
  }
  return text;
}

/// What decides about money, whatever the format.
std::string facts(const Statement& statement) {
  std::string text = statement.account + statement.opening->amount.decimal() + " " +
                     statement.closing->amount.decimal();
  for (const auto& line : statement.lines) {
    text += "\n" + std::to_string(line.number) + " " + line.amount.decimal() + " " +
            to_text(line.booked_on) + " " + to_text(line.value_on) + " " +
            line.particulars.references.front() + " " + line.particulars.bank_reference;
  }
  return text;
}

TEST(SameTruthTest, IsReadFromCamtAndFromMt940InAnyPages) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const auto truth = movements(seed);
    const auto camt = format_named("camt.053")->read(as_camt(truth));
    ASSERT_TRUE(camt.faults.empty()) << camt.faults.front().sentence;
    EXPECT_TRUE(check(camt.statements.at(0), {}).may_post());
    for (const std::size_t page_size : {1, 7, 100}) {
      auto mt940 = format_named("mt940")->read(as_mt940(truth, page_size));
      ASSERT_TRUE(mt940.faults.empty()) << mt940.faults.front().sentence;
      const auto joined = join_pages(std::move(mt940.statements));
      ASSERT_EQ(joined.size(), 1U) << seed;
      EXPECT_EQ(facts(joined[0]), facts(camt.statements.at(0)));
      EXPECT_TRUE(check(joined[0], {}).may_post());
    }
  }
}

}  // namespace
}  // namespace relief::reconciliation::same_truth_test
