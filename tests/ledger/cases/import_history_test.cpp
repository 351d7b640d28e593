#include "ledger/cases/import_history.h"

#include <gtest/gtest.h>

#include "ledger/storage/account_balance.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/journal.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class ImportHistoryTest : public ::testing::Test {
 protected:
  /// The secret key of a new person with a role.
  std::string hire(Role role) {
    const auto key = SigningKey::generate(office.entropy);
    const auto person = PersonId::random(office.entropy);
    office.database.change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Person{.id = person,
                                      .login = person.text(),
                                      .name = "P",
                                      .password = "",
                                      .organisation = std::nullopt},
                      office.now);
      storage::insert(tx, storage::PersonKey{.id = KeyId::random(office.entropy),
                                             .person = person,
                                             .alg = "ed25519",
                                             .key = key.public_key(),
                                             .from_seq = 0,
                                             .to_seq = std::nullopt});
      storage::grant_role(tx, person, role, 0);
      return true;
    });
    return key.pem();
  }

  HistoryImport import(std::istringstream file, const HistoryOrder& order = {}) {
    std::vector<SigningKey> keys;
    for (const auto& pem : pems) keys.push_back(SigningKey::of_pem(pem));
    return import_history(office.context, file, keys, order);
  }
  HistoryImport import(const test::Journal& journal, const HistoryOrder& order = {}) {
    return import(journal.file(), order);
  }

  std::uint64_t size() {
    return office.database.read(
        [](storage::Transaction& tx) { return storage::read_head(tx).size(); });
  }

  std::string balance(const std::string& account, const std::string& day) {
    return office.database.read([&](storage::Transaction& tx) {
      const auto all = storage::account_balances(
          tx, {.account = account, .place = {}, .fund = {}, .as_of = parse_date(day)});
      return all.empty() ? std::string{} : all.front().decimal();
    });
  }

  test::ReliefOffice office;
  std::vector<std::string> pems{hire(Role::administrator), hire(Role::administrator)};
  const test::Journal good = test::Journal{}
                                 .entry("2019-12-30", "opening", 100'000)
                                 .entry("2020-02-10", "gift", 5'000)
                                 .entry("2020-02-10", "payment", -102'000)
                                 .entry("2021-07-01", "late gift", 1'000);
};

TEST_F(ImportHistoryTest, EntersEveryLine) {
  const auto before = size();
  const auto import = this->import(good);
  EXPECT_EQ(import.count, 4U);
  EXPECT_EQ(import.lots, 3U);
  EXPECT_EQ(import.seq, before);
  EXPECT_EQ(size(), before + 5);
  EXPECT_EQ(balance("1100", "2019-12-31"), "1000.00");
  EXPECT_EQ(balance("1100", "2020-02-09"), "1000.00");
  EXPECT_EQ(balance("1100", "2020-02-10"), "30.00");
  EXPECT_EQ(balance("1100", "2026-01-01"), "40.00");
  EXPECT_EQ(office.available(), "40.00");
}

TEST_F(ImportHistoryTest, TheTablesHaveTheirIndexesAgain) {
  const auto indexes = [&] {
    return office.database.read([](storage::Transaction& tx) {
      std::string all;
      tx.sql() << R"sql(
          select string_agg(indexdef, ' ' order by indexdef) from pg_indexes
           where schemaname = 'public'
        )sql",
          soci::into(all);
      return all;
    });
  };
  const auto before = indexes();
  import(good);
  EXPECT_EQ(indexes(), before);
}

TEST_F(ImportHistoryTest, TheFundReceivesAndPaysOnAfterIt) {
  import(good);
  office.receive("70.00");
  EXPECT_EQ(office.available(), "110.00");
}

TEST_F(ImportHistoryTest, EntersNothingWhereLinesHaveFaultsAndNamesEach) {
  const auto before = size();
  const auto import = this->import(test::Journal{good}
                                       .line("no JSON")
                                       .entry("2022-01-01", "too much", -100'000)
                                       .entry("2022-01-02", "fine", 5)
                                       .line(R"({"on":"2022-01-03","lines":[]})"));
  EXPECT_FALSE(import.seq);
  EXPECT_EQ(import.count, 8U);
  ASSERT_EQ(import.fault_count, 3U);
  EXPECT_EQ(import.faults[0].line, 5U);
  EXPECT_EQ(import.faults[1].line, 6U);
  EXPECT_EQ(import.faults[1].sentence, "the fund has too little available at this place");
  EXPECT_EQ(import.faults[2].line, 8U);
  EXPECT_EQ(size(), before);
  EXPECT_EQ(balance("1100", "2026-01-01"), "");
  EXPECT_TRUE(this->import(good).seq);
}

TEST_F(ImportHistoryTest, ListsAHundredFaultsAndCountsTheRest) {
  test::Journal journal;
  for (int i = 0; i < 250; ++i) journal.line("{}");
  const auto import = this->import(journal);
  EXPECT_EQ(import.fault_count, 250U);
  EXPECT_EQ(import.faults.size(), 100U);
}

TEST_F(ImportHistoryTest, TellsAFileThatWasCut) {
  const auto import =
      this->import(std::istringstream{R"({"on":"2020-01-01","lines":[{"a":"1100")"});
  ASSERT_EQ(import.faults.size(), 1U);
  EXPECT_TRUE(import.faults[0].sentence.ends_with("the file ends in the middle of this line"));
}

TEST_F(ImportHistoryTest, NamesALineThatIsTooLong) {
  const auto import = this->import(test::Journal{good}.line(std::string(1'000'000, ' ')));
  ASSERT_EQ(import.faults.size(), 1U);
  EXPECT_EQ(import.faults[0].line, 5U);
  EXPECT_EQ(import.faults[0].sentence, "the line is longer than a record may be");
}

TEST_F(ImportHistoryTest, ChecksWithoutEntering) {
  const auto before = size();
  const auto checked = import(good, {.enter = false});
  EXPECT_FALSE(checked.seq);
  EXPECT_EQ(checked.lots, 3U);
  EXPECT_EQ(size(), before);
  EXPECT_EQ(import(good, {.root = checked.root}).root, checked.root);
}

TEST_F(ImportHistoryTest, EntersNothingUnderAnotherRootThanWasNamed) {
  const auto before = size();
  EXPECT_EQ(test::refusal([&] { import(good, {.root = Hash {}}); }), Errc::refused);
  EXPECT_EQ(size(), before);
}

TEST_F(ImportHistoryTest, IsDoneOnce) {
  import(good);
  EXPECT_EQ(test::refusal([&] { import(good); }), Errc::conflict);
}

TEST_F(ImportHistoryTest, ComesBeforeTheFirstReceipt) {
  office.receive("70.00");
  EXPECT_EQ(test::refusal([&] { import(good); }), Errc::conflict);
}

TEST_F(ImportHistoryTest, WantsTheKeysOfTwoAdministrators) {
  const auto with = [&](std::vector<std::string> given) {
    pems = std::move(given);
    return test::refusal([&] { import(good); });
  };
  const auto first = pems[0];
  EXPECT_EQ(with({first}), Errc::malformed);
  EXPECT_EQ(with({first, first}), Errc::refused);
  EXPECT_EQ(with({first, SigningKey::generate(office.entropy).pem()}), Errc::refused);
  EXPECT_EQ(with({first, hire(Role::treasurer)}), Errc::refused);
}

TEST_F(ImportHistoryTest, AFileWithoutLinesIsNoHistory) {
  EXPECT_EQ(test::refusal([&] { import(test::Journal{}); }), Errc::malformed);
}

}  // namespace
}  // namespace relief
