#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/storage/libpq.h"
#include "tests/support/office/office.h"
#include "tests/system/database_mutations.h"

namespace relief::test {
namespace {

/// A fund with a gift, a request that was approved, a transfer that was ordered; and the means to
/// damage it and mend it again.
class DatabaseMutationsTest : public ::testing::Test {
 protected:
  DatabaseMutationsTest() {
    const auto shelter = office.shelter("Harbour");
    const auto staff = office.hire("staff", Role::shelter, shelter);
    const auto bank = office.bank("AZ48CTRE00000000000000014001");
    const auto other = office.bank("AZ63CTRE00000000000000014004");
    const auto fund = office.fund("general");
    office.give(fund, bank, "2000.00");
    const auto request = office.lump_sum(staff, "5AZ1234");
    for (const auto* login : {"a", "b"}) {
      office.sign({office.hire(login, Role::approver)},
                  [&](Work& work) { return approve_request(work, request); });
    }
    const std::vector signers{office.hire("t", Role::treasurer), office.hire("c", Role::approver)};
    office.sign(signers, [&](Work& work) {
      return order_transfer(work, {.fund = fund,
                                   .from = bank,
                                   .to = other,
                                   .amount = Money::of_units("5000", currency("AZN"))});
    });
    run("create schema saved");
    for (const auto& table : tables()) run("create table saved." + table + " as table " + table);
  }

  void run(const std::string& sql) { storage::run(connection_.get(), sql); }

  [[nodiscard]] static std::vector<std::string> tables() {
    std::vector<std::string> names;
    for (const auto& mutation : mutations) {
      if (names.empty() || names.back() != mutation.table) names.emplace_back(mutation.table);
    }
    return names;
  }

  /// Neither triggers nor checks, keys or references stand in a superuser's way.
  void damage(const Mutation& mutation) {
    run("set session_replication_role = replica");
    for (const auto& table : tables()) run("alter table " + table + " disable trigger all");
    run(mutation.sql);
  }

  void mend(const Mutation& mutation) {
    const std::string table = mutation.table;
    run("delete from " + table);
    run("insert into " + table + " select * from saved." + table);
  }

  audit::Verdict verify() { return audit::verify_database(office.context().database, policy_); }

  Office office;

 private:
  audit::Policy policy_ = audit::parse_policy(office.policy());
  storage::Connection connection_ = storage::connect(office.conninfo());
};

TEST_F(DatabaseMutationsTest, FindsEveryDamageToATable) {
  ASSERT_TRUE(verify().holds()) << audit::to_text(verify());
  std::map<std::string, std::pair<int, int>> found;
  for (const auto& mutation : mutations) {
    damage(mutation);
    const auto verdict = verify();
    mend(mutation);
    const bool right =
        !verdict.holds() && (!mutation.names_record || verdict.first()->seq.has_value());
    EXPECT_TRUE(right) << mutation.sql << "\n" << audit::to_text(verdict);
    ++found[mutation.table].second;
    found[mutation.table].first += right ? 1 : 0;
  }
  EXPECT_TRUE(verify().holds()) << audit::to_text(verify());
  for (const auto& [table, count] : found) {
    std::cout << "  " << table << ": " << count.first << " of " << count.second << " found\n";
  }
}

}  // namespace
}  // namespace relief::test
