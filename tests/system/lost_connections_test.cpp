#include <gtest/gtest.h>

#include "ledger/cases/add_organisation.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/log.h"
#include "ledger/storage/migrate.h"
#include "tests/support/cluster.h"
#include "tests/support/office/office.h"
#include "tests/support/office/wire.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

/// What a database server that ends leaves of its connections: none.
class LostConnectionsTest : public ::testing::Test {
 protected:
  void cut() {
    const auto connection = storage::connect(office.conninfo());
    storage::run(connection.get(),
                 "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                 "where datname = current_database() and pid <> pg_backend_pid()");
  }

  std::uint64_t size() {
    return office.context().database.read(
        [](storage::Transaction& tx) { return storage::read_head(tx).size(); });
  }

  Office office;
};

TEST_F(LostConnectionsTest, WhoReadsNoticesNothing) {
  const auto before = size();
  cut();
  EXPECT_EQ(size(), before);
  cut();
  EXPECT_FALSE(refusal([&] { size(); }));
}

TEST_F(LostConnectionsTest, TheWriterGoesOn) {
  office.shelter("Harbour");
  cut();
  EXPECT_FALSE(refusal([&] { office.shelter("Lighthouse"); }));
  EXPECT_TRUE(office.context().writer.halted().empty());
}

TEST_F(LostConnectionsTest, OneThatBreaksInTheMiddleIsARefusalAndNoBrokenPromise) {
  const auto read = [&] {
    office.context().database.read([&](storage::Transaction& tx) {
      cut();
      return storage::read_head(tx).size();
    });
  };
  EXPECT_EQ(refusal(read), Errc::unavailable);
  const auto before = size();
  const auto act = [&] {
    office.run(office.first_administrator, [&](Work& work) {
      cut();
      return add_organisation(work,
                              {.type = storage::OrganisationType::ngo, .name = "An organisation"});
    });
  };
  EXPECT_EQ(refusal(act), Errc::unavailable);
  EXPECT_TRUE(office.context().writer.halted().empty());
  EXPECT_EQ(size(), before);
  office.shelter("Breakwater");
  EXPECT_EQ(size(), before + 1);
}

/// A server whose connection is cut at a commit finds out what became of it.
class LostAnswerTest : public ::testing::Test {
 protected:
  std::uint64_t size() {
    return office.context().database.read(
        [](storage::Transaction& tx) { return storage::read_head(tx).size(); });
  }

  Wire wire{fresh_database(storage::migrate)};
  Office office{wire.conninfo()};
};

TEST_F(LostAnswerTest, WhatWasCommittedIsAnsweredAsDone) {
  const auto before = size();
  wire.decide(Wire::Fate::cut_after);
  EXPECT_FALSE(refusal([&] { office.shelter("Harbour"); }));
  EXPECT_EQ(size(), before + 1);
  office.shelter("Lighthouse");
  EXPECT_EQ(size(), before + 2);
}

TEST_F(LostAnswerTest, WhatWasNotIsRefused) {
  const auto before = size();
  wire.decide(Wire::Fate::cut_before);
  EXPECT_EQ(refusal([&] { office.shelter("Harbour"); }), Errc::unavailable);
  EXPECT_EQ(size(), before);
  EXPECT_TRUE(office.context().writer.halted().empty());
  office.shelter("Harbour");
  EXPECT_EQ(size(), before + 1);
}

}  // namespace
}  // namespace relief::test
