#include <array>

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/open_fund.h"
#include "ledger/cases/read_identity.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/requests.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

/// A person whom Harbour helps, whose lump sum is asked from a fund for lump sums; and somebody of
/// another shelter.
class ScopeTest : public ::testing::Test {
 protected:
  ScopeTest() {
    office.give(fund, bank, "700.00");
    request = office.lump_sum(staff, "5AZ1234");
  }

  FundId for_lump_sums() {
    const auto open = [](Work& work) {
      return open_fund(work, {.code = "lump", .name = "Lump sums", .restriction = terms()});
    };
    const auto facts = office.sign({office.first_administrator, office.second_administrator}, open);
    return FundId{facts["id"].get<std::string>()};
  }
  static Restriction terms() {
    return {.purposes = {"lump_sum", "compensation"},
            .from = parse_date("2025-01-01"),
            .to = parse_date("2025-12-31"),
            .clause = "Gift agreement 1"};
  }

  void read_identity_as(const Colleague& who) {
    const auto id = office.context().database.read(
        [&](storage::Transaction& tx) { return storage::find_request(tx, request).relief_case; });
    office.run(who, [&](Work& work) { return read_identity(work, id, "A visit to the bank"); });
  }
  void run(const std::string& sql) { storage::run(storage::connect(office.conninfo()).get(), sql); }
  audit::Verdict verdict() {
    return audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
  }

  Office office;
  OrganisationId harbour = office.shelter("Harbour");
  OrganisationId other = office.shelter("Lighthouse");
  Colleague staff = office.hire("staff", Role::shelter, harbour);
  Colleague stranger = office.hire("stranger", Role::shelter, other);
  Colleague auditor = office.hire("auditor", Role::auditor);
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  FundId fund = for_lump_sums();
  RequestId request = RequestId{""};
};

TEST_F(ScopeTest, APersonsOwnOrganisationAndTheAuditorReadAnIdentity) {
  read_identity_as(staff);
  read_identity_as(auditor);
  const auto found = verdict();
  EXPECT_TRUE(found.holds()) << audit::to_text(found);
}

TEST_F(ScopeTest, NobodyChangesShelterInTheDatabaseAlone) {
  run("update person set organisation = '" + harbour.text() + "' where login = 'stranger'");
  EXPECT_FALSE(verdict().holds());

  auto moved = stranger;
  moved.actor.organisation = harbour;
  read_identity_as(moved);
  run("update person set organisation = '" + other.text() + "' where login = 'stranger'");
  const auto found = verdict();
  ASSERT_FALSE(found.holds()) << "what was read meanwhile stays to be seen";
  EXPECT_TRUE(found.first()->seq.has_value()) << audit::to_text(found);
}

TEST_F(ScopeTest, AFundIsForWhatTheLogSays) {
  const auto before = verdict();
  ASSERT_TRUE(before.holds()) << audit::to_text(before);
  run("create table kept as table fund");
  for (const auto* edit : {"purposes = null", "purposes = 'lump_sum'", "clause = null",
                           "from_on = null", "to_on = '2026-12-31'"}) {
    run(std::string{"update fund set "} + edit + " where code = 'lump'");
    const auto found = verdict();
    EXPECT_FALSE(found.holds()) << edit;
    run("delete from fund where code = 'lump'; insert into fund select * from kept where code = "
        "'lump'");
  }
  EXPECT_TRUE(verdict().holds());
}

TEST_F(ScopeTest, TheVaultHoldsWhatTheLogCountsOn) {
  read_identity_as(staff);
  const auto before = verdict();
  ASSERT_TRUE(before.holds()) << audit::to_text(before);
  for (const std::string table :
       {"donor", "identity", "payout", "person_key", "reading", "recognition"}) {
    run("create table kept as table vault." + table + "; delete from vault." + table);
    EXPECT_FALSE(verdict().holds()) << table;
    run("insert into vault." + table + " table kept; drop table kept");
  }
  run("insert into vault.recognition values (sha256('another'), 'rcg_other')");
  EXPECT_FALSE(verdict().holds()) << "no decision has a handle that the log doesn't know";
}

TEST_F(ScopeTest, ARequestHasTheStepsOfItsRecords) {
  for (const auto* edit :
       {"delete from request_event", "update request_event set by = 'usr_other'",
        "insert into request_event select request, 99, version, event, by, at, seq from kept"}) {
    run("create table kept as table request_event");
    run(edit);
    EXPECT_FALSE(verdict().holds()) << edit;
    run("delete from request_event; insert into request_event table kept; drop table kept");
  }
  EXPECT_TRUE(verdict().holds());
}

TEST_F(ScopeTest, ARequestIsHeldOrCheckedAsItsCaseIs) {
  for (const auto* status : {"being_checked", "held"}) {
    run("update request set status = '" + std::string{status} + "'");
    EXPECT_FALSE(verdict().holds()) << status;
  }
  run("update request set status = 'submitted'");
  EXPECT_TRUE(verdict().holds());
}

}  // namespace
}  // namespace relief::test
