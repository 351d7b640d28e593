#include "ledger/aid/payout.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr auto iban = "AZ21NABZ00000000137010001944";

std::string place_of_fault(const nlohmann::json& json) {
  try {
    parse_payout(json, "/payout");
    return "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Errc::malformed);
    return error.faults().front().pointer;
  }
}

TEST(PayoutTest, ReadsABankPayout) {
  const auto payout =
      parse_payout({{"method", "bank"}, {"iban", iban}, {"holder", "Günəş Əliyeva"}}, "/payout");
  EXPECT_EQ(payout.method, PayoutMethod::bank);
  EXPECT_EQ(payout.iban, iban);
  EXPECT_EQ(payout.holder, "Günəş Əliyeva");
}

TEST(PayoutTest, HolderMayBeLeftToTheCase) {
  EXPECT_EQ(place_of_fault({{"method", "bank"}, {"iban", iban}}), "taken");
  EXPECT_EQ(place_of_fault({{"method", "cash"}}), "taken");
}

TEST(PayoutTest, HasOneText) {
  EXPECT_EQ(canonical_text({.method = PayoutMethod::cash, .iban = {}, .holder = {}}),
            R"({"method":"cash"})");
  const Payout payout{.method = PayoutMethod::bank, .iban = iban, .holder = "G. \"Ə\""};
  EXPECT_EQ(canonical_text(payout),
            R"({"holder":"G. \"Ə\"","iban":"AZ21NABZ00000000137010001944","method":"bank"})");
  EXPECT_EQ(parse_payout(nlohmann::json::parse(canonical_text(payout)), ""), payout);
}

TEST(PayoutTest, RefusesWhatIsNotAPayout) {
  EXPECT_EQ(place_of_fault(nullptr), "/payout");
  EXPECT_EQ(place_of_fault("cash"), "/payout");
  EXPECT_EQ(place_of_fault({{"method", "cash"}, {"note", "x"}}), "/payout");
  EXPECT_EQ(place_of_fault(nlohmann::json::object()), "/payout/method");
  EXPECT_EQ(place_of_fault({{"method", "card"}}), "/payout/method");
  EXPECT_EQ(place_of_fault({{"method", 1}}), "/payout/method");
}

TEST(PayoutTest, BankNeedsAnIbanAndCashHasNone) {
  EXPECT_EQ(place_of_fault({{"method", "bank"}}), "/payout/iban");
  EXPECT_EQ(place_of_fault({{"method", "cash"}, {"iban", iban}}), "/payout/iban");
  EXPECT_EQ(place_of_fault({{"method", "bank"}, {"iban", "AZ22NABZ00000000137010001944"}}),
            "/payout/iban");
  EXPECT_EQ(place_of_fault({{"method", "bank"}, {"iban", nullptr}}), "/payout/iban");
}

TEST(PayoutTest, HolderIsANameThatABankCanWrite) {
  const auto place = [](const std::string& holder) {
    return place_of_fault({{"method", "bank"}, {"iban", iban}, {"holder", holder}});
  };
  EXPECT_EQ(place(std::string(70, 'a')), "taken");
  EXPECT_EQ(place(std::string(71, 'a')), "/payout/holder");
  EXPECT_EQ(place(""), "/payout/holder");
  EXPECT_EQ(place("Алиева"), "/payout/holder");
  EXPECT_EQ(place("Ali\nVeli"), "/payout/holder");
  EXPECT_EQ(place("Ali \xff"), "/payout/holder");
}

}  // namespace
}  // namespace relief
