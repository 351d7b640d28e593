#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/announce_receipt.h"
#include "ledger/storage/account_balance.h"
#include "reconciliation/accept_statement.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/store.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"

namespace relief::test {

/// A fund that was given 1000.00, of which the bank told on 2025-03-04 in its first statement.
class AcceptanceDesk : public ::testing::Test {
 protected:
  AcceptanceDesk()
      : treasurer{office.hire("treasurer", Role::treasurer)},
        auditor{office.hire("auditor", Role::auditor)},
        bank{office.bank(iban)},
        fund{office.fund("general")} {
    office.give(fund, bank, "1000.00");
    office.now = parse_instant("2025-03-20T08:00:00Z");
  }

  /// The reference of a gift that was announced and hasn't come.
  std::string announce(const std::string& amount) {
    return office.run(office.first_administrator, [&](Work& work) {
      return announce_receipt(work, {.donor = Donor{.name = "A donor", .kind = DonorKind::company},
                                     .anonymous = false,
                                     .source = "contribution",
                                     .amount = Money::parse(amount, currency("AZN")),
                                     .received_on = work.today(),
                                     .place = bank,
                                     .fund = fund,
                                     .evidence = {}});
    })["reference"];
  }

  /// What the bank would send of a day in March.
  static std::string file(int day, const std::string& opening,
                          const std::vector<std::pair<std::string, std::string>>& lines,
                          const std::string& account = iban) {
    return bank_file({.iban = account,
                      .number = day,
                      .day = "2025-03-" + std::string{day < 10 ? "0" : ""} + std::to_string(day),
                      .opening = units_of(opening),
                      .lines = lines});
  }
  /// The same, with another amount in one of its places.
  static std::string altered(std::string bytes, const std::string& from, const std::string& to) {
    const auto at = bytes.rfind(from);
    EXPECT_NE(at, std::string::npos);
    return bytes.replace(at, from.size(), to);
  }
  /// The statements of these files in one.
  static std::string together(const std::vector<std::string>& files) {
    auto whole = files.front();
    for (std::size_t i = 1; i < files.size(); ++i) {
      const auto from = files[i].find("<Stmt>");
      const auto statement = files[i].substr(from, files[i].find("</BkToCstmrStmt>") - from);
      whole.insert(whole.find("</BkToCstmrStmt>"), statement);
    }
    return whole;
  }

  Facts import(const std::string& bytes) {
    return office.run(treasurer, [&](Work& work) {
      return reconciliation::import_statement(
          work, {.place = bank, .format = {}, .media_type = {}, .bytes = bytes});
    });
  }
  Facts accept(const Facts& statement) {
    const StatementId id{statement["id"].get<std::string>()};
    return office.sign({treasurer, auditor}, [&](Work& work) {
      return reconciliation::accept_statement(work, {.statement = id, .code = "lost_by_the_bank"});
    });
  }

  /// The clause by which an acceptance is refused, or nothing.
  std::string refused_by(const Facts& statement) {
    try {
      accept(statement);
    } catch (const Error& error) {
      return error.clause();
    }
    return {};
  }

  std::vector<reconciliation::StatementRow> statements() {
    return office.context().database.read([&](storage::Transaction& tx) {
      return reconciliation::statements_at(tx, bank.text(), {.limit = 100});
    });
  }
  /// The states of the place's statements, by their days.
  std::vector<std::string> states() {
    std::vector<std::string> states;
    for (const auto& row : statements()) {
      states.emplace_back(reconciliation::statement_states.text(row.state));
    }
    return states;
  }
  std::vector<reconciliation::ExceptionRow> exceptions() {
    return office.context().database.read([&](storage::Transaction& tx) {
      return reconciliation::exceptions(tx, std::nullopt, {.limit = 100});
    });
  }
  std::string balance(const std::string& account) {
    return office.context().database.read([&](storage::Transaction& tx) {
      const auto all = storage::account_balances(tx, {.account = account,
                                                      .place = bank.text(),
                                                      .fund = {},
                                                      .as_of = parse_date("9999-12-31")});
      auto sum = Money::zero(currency("AZN"));
      for (const auto& each : all) sum += each;
      return sum.decimal();
    });
  }

  audit::Verdict verify() {
    return audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
  }
  void expect_valid() {
    const auto verdict = verify();
    EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  }

  static constexpr auto iban = "AZ48CTRE00000000000000014001";

  Office office;
  Colleague treasurer, auditor;
  PlaceId bank;
  FundId fund;
};

}  // namespace relief::test
