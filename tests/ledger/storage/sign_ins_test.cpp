#include "ledger/storage/sign_ins.h"

#include <gtest/gtest.h>

#include "ledger/people/entropy.h"
#include "ledger/storage/database.h"
#include "ledger/storage/migrate.h"
#include "ledger/storage/people.h"
#include "ledger/storage/tokens.h"
#include "tests/support/cluster.h"

namespace relief::storage {
namespace {

class SignInsTest : public testing::Test {
 protected:
  SignInsTest() {
    database.change([&](Transaction& tx) {
      insert(
          tx,
          Person{
              .id = aysel, .login = "aysel", .name = "Aysel", .password = {}, .organisation = {}},
          now);
      grant_role(tx, aysel, Role::treasurer, 0);
      return true;
    });
  }

  [[nodiscard]] bool knows(const std::string& network, Instant since) {
    return database.read(
        [&](Transaction& tx) { return is_known_network(tx, "aysel", network, since); });
  }

  void add_session(const std::string& id, Instant expires) {
    database.change([&](Transaction& tx) {
      insert(tx, Token{.id = id,
                       .purpose = TokenPurpose::session,
                       .actor = {.person = aysel, .role = Role::treasurer},
                       .secret_hash = std::string(32, 's'),
                       .expires = expires});
      return true;
    });
  }

  Instant now = parse_instant("2026-03-02T08:00:00Z");
  PersonId aysel = PersonId::random(system_entropy());
  std::string here = std::string(32, 'h');
  Database database{test::fresh_database(migrate), 2};
};

TEST_F(SignInsTest, ANetworkIsKnownForAWhileToWhomeverCameFromIt) {
  const auto month = std::chrono::days{30};
  const auto come = [&](const std::string& network, Instant at) {
    database.change([&](Transaction& tx) {
      remember_network(tx, aysel, network, at, at - month);
      return true;
    });
  };
  come(here, now);
  EXPECT_TRUE(knows(here, now - month));
  EXPECT_FALSE(knows(here, now));
  EXPECT_FALSE(knows(std::string(32, 'x'), now - month));
  come(here, now + month);
  EXPECT_TRUE(knows(here, now + month - std::chrono::seconds{1}));
  come(std::string(32, 'x'), now + month + month);
  EXPECT_FALSE(knows(here, now - month)) << "what is too old is forgotten";
}

TEST_F(SignInsTest, SessionsThatEndedAndTooManyAreTakenAway) {
  const auto in_hours = [&](int hours) { return now + std::chrono::hours{hours}; };
  add_session("ended", in_hours(-1));
  add_session("old", in_hours(1));
  add_session("young", in_hours(2));
  add_session("youngest", in_hours(3));
  database.change([&](Transaction& tx) {
    drop_sessions(tx, aysel, 2, now);
    return true;
  });
  TokenDesk desk{database};
  EXPECT_FALSE(desk.find("ended"));
  EXPECT_FALSE(desk.find("old"));
  EXPECT_TRUE(desk.find("young"));
  EXPECT_TRUE(desk.find("youngest"));
}

}  // namespace
}  // namespace relief::storage
