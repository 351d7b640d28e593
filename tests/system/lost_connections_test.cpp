#include <gtest/gtest.h>

#include "ledger/cases/add_organisation.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/log.h"
#include "tests/support/office/office.h"
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

}  // namespace
}  // namespace relief::test
