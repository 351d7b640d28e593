#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/add_organisation.h"
#include "ledger/cases/decide_request.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/projections.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

/// What a superuser can do to the tables: everything, once the triggers are out of the way.
class TamperTest : public ::testing::Test {
 protected:
  TamperTest() {
    const auto shelter = office.shelter("Harbour");
    const auto staff = office.hire("staff", Role::shelter, shelter);
    const auto bank = office.bank("AZ48CTRE00000000000000014001");
    const auto fund = office.fund("general");
    office.give(fund, bank, "1000.00");
    const auto request = office.lump_sum(staff, "5AZ1234");
    for (const auto* login : {"a", "b"}) {
      office.sign({office.hire(login, Role::approver)},
                  [&](Work& work) { return approve_request(work, request); });
    }
  }

  audit::Verdict verify() {
    return audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
  }

  void tamper(const std::string& sql) {
    const auto connection = storage::connect(office.conninfo());
    for (const auto* table : {"record", "posting", "checkpoint", "tile_root"}) {
      storage::run(connection.get(), std::string{"alter table "} + table + " disable trigger all");
    }
    storage::run(connection.get(), sql);
  }

  void expect_found(const std::string& sql, std::optional<std::uint64_t> seq = std::nullopt) {
    tamper(sql);
    const auto verdict = verify();
    EXPECT_FALSE(verdict.holds()) << sql;
    const auto finding = verdict.first();
    ASSERT_TRUE(finding.has_value()) << sql;
    if (seq) {
      EXPECT_EQ(finding->seq, seq) << sql << ": " << finding->sentence;
    }
  }

  Office office;
};

TEST_F(TamperTest, AnUntouchedDatabaseHolds) {
  const auto verdict = verify();
  EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
}

TEST_F(TamperTest, FindsAnEditedByteOfARecord) {
  expect_found(
      "update record set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where seq = 5", 5);
}

TEST_F(TamperTest, FindsAnEditedRecordWhoseLeafWasEditedToo) {
  expect_found(
      "update record set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where seq = 5; "
      "update record set leaf = sha256('\\x00'::bytea || bytes) where seq = 5",
      5);
}

TEST_F(TamperTest, FindsAnEditedReferenceOfAGift) {
  const auto announced = office.context().database.read([&](storage::Transaction& tx) {
    return storage::all_rows(tx, "record where kind = 'receipt.announced'", {"seq"}).front();
  });
  expect_found(
      "update gift set reference = reference || 'X'; "
      "update vault.reference_opening set reference = reference || 'X'",
      std::stoull(announced));
}

TEST_F(TamperTest, FindsAnEditedAccountOfAPlace) {
  expect_found("update place set iban = 'AZ96AZEJ00000000001234567890'");
}

TEST_F(TamperTest, FindsAnAccountThatIsGone) {
  expect_found("update place set iban = null; delete from vault.account_opening");
}

TEST_F(TamperTest, FindsABanksFileThatIsGone) { expect_found("delete from vault.file"); }

TEST_F(TamperTest, FindsAnEditedPosting) {
  expect_found(
      "update posting set amount = amount + 1 where (seq, number) = "
      "(select seq, number from posting order by seq, number limit 1)");
}

TEST_F(TamperTest, FindsTwoPostingsThatStillBalance) {
  expect_found("update posting set amount = 2 * amount where seq = (select min(seq) from posting)");
}

TEST_F(TamperTest, FindsThatTheLastRecordIsGone) {
  expect_found("delete from record where seq = (select max(seq) from record)");
}

TEST_F(TamperTest, FindsThatTheLastRecordIsGoneAndTheHeadWithIt) {
  expect_found(
      "delete from record where seq = (select max(seq) from record); "
      "update log_head set size = size - 1");
}

TEST_F(TamperTest, FindsThatARecordInTheMiddleIsGone) {
  expect_found("delete from record where seq = 7", 7);
}

TEST_F(TamperTest, FindsTwoRecordsThatChangedPlaces) {
  expect_found(
      "alter table record drop constraint record_seq_check; "
      "update record set seq = -1 where seq = 4; update record set seq = 4 where seq = 5; "
      "update record set seq = 5 where seq = -1",
      4);
}

TEST_F(TamperTest, FindsAnEditedBalance) {
  expect_found("update balance set amount = amount + 100 where account = '1100'");
}

TEST_F(TamperTest, FindsAnEditedPosition) {
  expect_found("update position set available = available + 100");
}

TEST_F(TamperTest, FindsAnEditedGiftLot) {
  expect_found("update lot set remaining = remaining + 100");
}

TEST_F(TamperTest, FindsAnEditedCaseBeforeTheServerActsOnIt) {
  expect_found("update relief_case set review = 'stopped'");
}

TEST_F(TamperTest, FindsARecognitionThatIsntTheCases) {
  expect_found("update relief_case set recognition = 'rcg_aaaaaaaaaaaaaaaaaaaaaaaaaa'");
}

TEST_F(TamperTest, FindsARequestThatWaitsForSomethingElse) {
  expect_found("update request set waits_for = 'money'");
}

TEST_F(TamperTest, FindsARequestOfAnotherPayout) {
  expect_found("update request set payout = repeat('A', 43)");
}

TEST_F(TamperTest, FindsATileRootThatIsGoneOrChangedOrOneTooMany) {
  office.run(office.first_administrator, [](Work& work) {
    Facts facts;
    for (int i = 0; i < 300; ++i) {
      facts = add_organisation(work, {.type = storage::OrganisationType::ngo,
                                      .name = "Organisation " + std::to_string(i)});
    }
    return facts;
  });
  EXPECT_TRUE(verify().holds()) << audit::to_text(verify());
  expect_found("update tile_root set root = set_byte(root, 7, get_byte(root, 7) # 1)", 0);
  expect_found("delete from tile_root", 0);
  expect_found(
      "insert into tile_root select 0, number, sha256('') from generate_series(0, 1) number", 256);
}

TEST_F(TamperTest, TheProgramItselfMayNotTouchTheLog) {
  for (const auto* sql : {"update record set kind = 'genesis'", "delete from record",
                          "truncate posting", "update posting set amount = 1"}) {
    EXPECT_THROW(office.context().database.change([&](storage::Transaction& tx) {
      tx.change() << sql;
      return true;
    }),
                 InvariantBroken)
        << sql;
  }
}

TEST_F(TamperTest, TheSignerRefusesWhatItDidNotSign) {
  tamper(
      "update record set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where seq = 5; "
      "delete from record where seq = (select max(seq) from record); "
      "update log_head set size = size - 1");
  EXPECT_THROW(office.context().signer.sign(office.context().database, office.now),
               InvariantBroken);
}

}  // namespace
}  // namespace relief::test
