#include "api/cli/house.h"

#include <fstream>

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "ledger/cases/found_log.h"
#include "ledger/people/entropy.h"
#include "ledger/people/seal.h"
#include "ledger/proof/key_file.h"
#include "ledger/storage/vault.h"
#include "tests/support/cluster.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief::cli {
namespace {

/// Books that have begun, and a server that stopped.
class HouseTest : public testing::Test {
 protected:
  HouseTest() {
    House house{options, wall_clock()};
    found_log(house.context(), {.administrators = {founder("first"), founder("second")},
                                .rulebook = std::string{azerbaijan_rulebook()},
                                .code = "test"});
    house.context().database.change([&](storage::Transaction& tx) {
      const auto id = CaseId::random(entropy);
      storage::insert_person_key(tx, id,
                                 wrap(house.context().secrets.master, new_person_key(entropy),
                                      "case/" + id.text() + "/key/1", entropy));
      return true;
    });
  }

  [[nodiscard]] Founder founder(const std::string& login) const {
    return {.login = login,
            .name = login,
            .password = "",
            .key = SigningKey::generate(entropy).public_key()};
  }

  void expect_refusal_without(const std::string& name) {
    const auto file = options.data / "keys" / name;
    const auto away = options.data / "away";
    std::filesystem::rename(file, away);
    EXPECT_EQ(test::refusal([&] { House{options, wall_clock()}; }), Errc::unavailable);
    EXPECT_FALSE(std::filesystem::exists(file));
    std::filesystem::rename(away, file);
    EXPECT_TRUE(House(options, wall_clock()).context().signer.refusal().empty());
  }

  Entropy entropy = system_entropy();
  test::Scratch scratch;
  HouseOptions options{.data = scratch.path(), .database = test::fresh_database()};
};

TEST_F(HouseTest, MakesNoNewKeyForALogThatHasBegun) { expect_refusal_without("log.pem"); }

TEST_F(HouseTest, MakesNoNewSecretForALogThatHasBegun) { expect_refusal_without("root.key"); }

TEST_F(HouseTest, RefusesASecretThatTheVaultWasNotSealedWith) {
  const auto file = options.data / "keys" / "root.key";
  std::filesystem::remove(file);
  create_secret_file(file, std::string(32, 'x'));
  EXPECT_EQ(test::refusal([&] { House{options, wall_clock()}; }), Errc::unavailable);
}

}  // namespace
}  // namespace relief::cli
