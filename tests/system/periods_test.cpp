#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/announce_receipt.h"
#include "ledger/cases/close_period.h"
#include "ledger/cases/close_year.h"
#include "ledger/storage/account_balance.h"
#include "ledger/storage/entries.h"
#include "ledger/storage/libpq.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/reconcile.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

/// A fund that was given 1000.00 on 2025-03-04.
class PeriodsTest : public ::testing::Test {
 protected:
  PeriodsTest()
      : treasurer{office.hire("treasurer", Role::treasurer)},
        auditor{office.hire("auditor", Role::auditor)},
        bank{office.bank(iban)},
        fund{office.fund("general")} {
    office.give(fund, bank, "1000.00");
  }

  /// The bank says that nothing moved from the last day it told of until this one.
  void tell_until(const std::string& day) {
    const auto held = balance(
        {.account = "1100", .place = bank.text(), .fund = {}, .as_of = parse_date("9999-12-31")});
    office.run(treasurer, [&](Work& work) {
      return reconciliation::import_statement(work, {.place = bank,
                                                     .format = {},
                                                     .media_type = {},
                                                     .bytes = bank_file({.iban = iban,
                                                                         .number = ++told,
                                                                         .day = day,
                                                                         .opening = units_of(held),
                                                                         .lines = {}})});
    });
  }

  void reconcile(const std::string& day) {
    tell_until(day);
    const auto prepared = office.run(treasurer, [&](Work& work) {
      return reconciliation::prepare_reconciliation(work, bank, parse_date(day));
    });
    const ReconciliationId id{prepared["id"].get<std::string>()};
    office.sign({treasurer, auditor},
                [&](Work& work) { return reconciliation::sign_reconciliation(work, id); });
  }

  Facts close(const std::string& period) {
    return office.sign({treasurer, auditor},
                       [&](Work& work) { return close_period(work, parse_period(period)); });
  }
  Facts end(int year, std::optional<FundId> of = std::nullopt) {
    return office.sign({treasurer, auditor},
                       [&](Work& work) { return close_year(work, {.year = year, .fund = of}); });
  }

  /// The clause by which something is refused, or nothing.
  template <class Action>
  static std::string clause_of(Action action) {
    try {
      action();
    } catch (const Error& error) {
      return error.clause();
    }
    return {};
  }

  std::string balance(const std::string& account, const std::string& day) {
    return balance({.account = account, .place = {}, .fund = {}, .as_of = parse_date(day)});
  }
  std::string balance(const storage::BalanceQuery& query) {
    return office.context().database.read([&](storage::Transaction& tx) {
      const auto all = storage::account_balances(tx, query);
      return all.empty() ? std::string{"none"} : all.front().decimal();
    });
  }

  void announce(const std::string& day, const std::string& amount) {
    office.run(office.first_administrator, [&](Work& work) {
      return announce_receipt(work,
                              {.donor = Donor{.name = "A late donor", .kind = DonorKind::company},
                               .anonymous = false,
                               .source = "contribution",
                               .amount = Money::parse(amount, currency("AZN")),
                               .received_on = parse_date(day),
                               .place = bank,
                               .fund = fund,
                               .evidence = {}});
    });
  }

  void expect_valid() {
    const auto verdict =
        audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
    EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  }

  static constexpr auto iban = "AZ48CTRE00000000000000014001";

  Office office;
  int told = 1;  ///< Statements of the bank.
  Colleague treasurer, auditor;
  PlaceId bank;
  FundId fund;
};

TEST_F(PeriodsTest, AMonthClosesOnceItsPlacesAreReconciled) {
  EXPECT_EQ(clause_of([&] { close("2025-03"); }), "Fund order 8");  // It isn't over.
  office.now = parse_instant("2025-04-02T08:00:00Z");
  EXPECT_EQ(clause_of([&] { close("2025-03"); }), "Fund order 8");
  reconcile("2025-03-31");
  EXPECT_EQ(close("2025-03")["id"], "2025-03");
  EXPECT_EQ(refusal([&] { close("2025-03"); }), Errc::conflict);
  EXPECT_EQ(refusal([&] { close("2025-02"); }), Errc::conflict);
  expect_valid();
}

TEST_F(PeriodsTest, MonthsCloseInOrder) {
  office.now = parse_instant("2025-06-02T08:00:00Z");
  for (const auto* day : {"2025-03-31", "2025-04-30", "2025-05-31"}) reconcile(day);
  close("2025-03");
  EXPECT_EQ(clause_of([&] { close("2025-05"); }), "Fund order 8");
  close("2025-04");
  close("2025-05");
  expect_valid();
}

TEST_F(PeriodsTest, WhatComesLateGoesIntoTheOpenPeriod) {
  office.now = parse_instant("2025-04-02T08:00:00Z");
  reconcile("2025-03-31");
  close("2025-03");
  announce("2025-03-20", "5.00");
  EXPECT_EQ(balance("1150", "2025-03-31"), "0.00");
  EXPECT_EQ(balance("1150", "2025-04-01"), "5.00");
  announce("2025-04-02", "7.00");
  EXPECT_EQ(balance("1150", "2025-04-01"), "5.00");
  expect_valid();
}

TEST_F(PeriodsTest, TheDatabaseItselfKeepsAClosedPeriodAsItIs) {
  office.now = parse_instant("2025-04-02T08:00:00Z");
  reconcile("2025-03-31");
  close("2025-03");
  const auto connection = storage::connect(office.conninfo());
  const auto insert = [&](const std::string& day) {
    storage::run(connection.get(), "begin; insert into posting values (900, 0, '" + day +
                                       "', '4100', '', 'f', 'i', 'AZN', 5, 5, 90), (900, 1, '" +
                                       day +
                                       "', '4200', '', 'f', 'i', 'AZN', -5, -5, 90); rollback");
  };
  EXPECT_THROW(insert("2025-03-31"), InvariantBroken);
  storage::run(connection.get(), "rollback");
  EXPECT_NO_THROW(insert("2025-04-01"));
}

TEST_F(PeriodsTest, WhatWasSignedOfADayAndAMonthStandsInTheirRows) {
  office.now = parse_instant("2025-04-02T08:00:00Z");
  reconcile("2025-03-31");
  close("2025-03");
  expect_valid();
  const auto connection = storage::connect(office.conninfo());
  const auto run = [&](const std::string& sql) { storage::run(connection.get(), sql); };
  run("set session_replication_role = replica; alter table period_close disable trigger all; "
      "create table kept as table reconciliation; create table months as table period_close");
  for (const auto* edit : {"update reconciliation set reviewed_by = 'usr_other'",
                           "update reconciliation set prepared_by = reviewed_by, "
                           "reviewed_by = prepared_by || 'x'",
                           "update reconciliation set prepared_by = 'usr_other'",
                           "update reconciliation set items = sha256(items)",
                           "update period_close set last_day = last_day - 1",
                           "update period_close set last_day = last_day + 30"}) {
    run(edit);
    const auto verdict =
        audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
    EXPECT_FALSE(verdict.holds()) << edit;
    run("delete from reconciliation; insert into reconciliation table kept; "
        "delete from period_close; insert into period_close table months");
  }
  expect_valid();
}

TEST_F(PeriodsTest, AYearsResultIsCarriedForwardBeforeItsLastMonthCloses) {
  office.now = parse_instant("2026-01-05T08:00:00Z");
  reconcile("2025-12-31");
  EXPECT_EQ(clause_of([&] { close("2025-12"); }), "Fund order 8");
  EXPECT_EQ(end(2025)["lines"], 2);
  EXPECT_EQ(balance("4100", "2025-12-30"), "-1000.00");
  EXPECT_EQ(balance("4100", "2025-12-31"), "0.00");
  EXPECT_EQ(balance("3100", "2025-12-31"), "-1000.00");
  EXPECT_EQ(refusal([&] { end(2025); }), Errc::conflict);
  close("2025-12");
  EXPECT_EQ(clause_of([&] { end(2025); }), "Fund order 8");
  expect_valid();
}

TEST_F(PeriodsTest, AYearClosesAgainForWhatCameLateAndFundByFund) {
  office.now = parse_instant("2026-01-05T08:00:00Z");
  reconcile("2025-12-31");
  end(2025);
  announce("2025-12-30", "5.00");
  EXPECT_EQ(clause_of([&] { close("2025-12"); }), "Fund order 8");
  EXPECT_EQ(end(2025, fund)["lines"], 2);
  close("2025-12");
  expect_valid();
}

TEST_F(PeriodsTest, AYearClosesWhenItIsOver) {
  EXPECT_EQ(clause_of([&] { end(2025); }), "Fund order 8");
}

TEST_F(PeriodsTest, ABalanceIsKnownAtAnyMoment) {
  const auto before = office.now;
  office.now += std::chrono::days{9};
  announce("2025-03-05", "5.00");
  const auto at = [&](Instant moment) {
    return balance(
        {.account = "4100", .place = {}, .fund = fund.text(), .as_of = {}, .booked_by = moment});
  };
  EXPECT_EQ(at(before), "-1000.00");
  EXPECT_EQ(at(office.now), "-1005.00");
  EXPECT_EQ(at(parse_instant("2025-01-01T00:00:00Z")), "none");
  EXPECT_EQ(balance("4100", "2025-03-05"), "-1005.00");
}

TEST_F(PeriodsTest, EntriesAreFoundByAccountAndDayAPageAtATime) {
  office.now += std::chrono::days{9};
  for (const auto* day : {"2025-03-05", "2025-03-06", "2025-03-07"}) announce(day, "5.00");
  storage::EntryQuery query{.account = "1150",
                            .place = bank.text(),
                            .fund = {},
                            .from = parse_date("2025-03-05"),
                            .to = parse_date("2025-03-31"),
                            .after = 0,
                            .limit = 2};
  const auto find = [&] {
    return office.context().database.read(
        [&](storage::Transaction& tx) { return storage::find_entries(tx, query); });
  };
  const auto first = find();
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first.front().kind, "receipt.announced");
  EXPECT_EQ(first.front().entry.lines.size(), 2U);
  query.after = first.back().seq;
  ASSERT_EQ(find().size(), 1U);
  EXPECT_EQ(find().front().entry.on, parse_date("2025-03-07"));
  query.account = "5100";
  EXPECT_TRUE(find().empty());
}

}  // namespace
}  // namespace relief::test
