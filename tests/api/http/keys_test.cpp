#include <gtest/gtest.h>

#include "ledger/cases/add_key.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Guest;
using test::Json;

class KeysTest : public ::testing::Test {
 protected:
  static std::string path_of(const Guest& who) {
    return "/v1/users/" + who.actor.person.text() + "/keys";
  }

  static Json fields_of(const Guest& who, const SigningKey& key) {
    const auto public_key = key.public_key();
    return {{"public_key", to_base64url(as_bytes(public_key))},
            {"proof", to_base64url(key.sign(key_proof_message(who.actor.person, public_key)))}};
  }

  Answer add(const Guest& who, const Json& fields) {
    return house.act(house.first, "key.added", who.actor.person.text(), path_of(who), fields);
  }

  /// The second administrator signs what the first one proposed.
  Answer second_signs(const Answer& proposed) {
    EXPECT_EQ(proposed.status, 202) << proposed.body;
    const auto id = proposed.json().at("proposal").get<std::string>();
    return house.post(house.second, "/v1/proposals/" + id + "/signatures",
                      house.signed_statement(house.second, {{"proposal", id}}));
  }

  Answer revoke(const Guest& by, const Guest& whose, const std::string& key) {
    return house.remove(by, path_of(whose) + "/" + key,
                        house.signed_statement(by, {{"act", "key.revoked"}, {"target", key}}));
  }

  int drafting_a_revocation(const std::string& key) {
    return house
        .post(house.first, "/v1/statements-to-sign", {{"act", "key.revoked"}, {"target", key}})
        .status;
  }

  std::vector<Json> keys_of(const Guest& who) {
    const auto users = house.get(house.first, "/v1/users").json();
    for (const auto& user : users.at("items")) {
      if (user.at("id") == who.actor.person.text()) return user.at("keys");
    }
    return {};
  }

  test::OpenHouse house;
  SigningKey fresh = SigningKey::of_seed(std::string(32, 'f'));
};

TEST_F(KeysTest, TwoAdministratorsChangeAKey) {
  const auto old_key = keys_of(house.first).at(0).at("id").get<std::string>();
  const auto added = second_signs(add(house.first, fields_of(house.first, fresh)));
  ASSERT_EQ(added.status, 201) << added.body;
  auto renewed = house.first;
  renewed.key = &fresh;
  const auto ended = second_signs(revoke(renewed, house.first, old_key));
  ASSERT_EQ(ended.status, 201) << ended.body;

  const auto keys = keys_of(house.first);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].at("to_seq"), ended.json().at("seq"));
  EXPECT_EQ(keys[1].at("from_seq"), added.json().at("seq"));
  EXPECT_FALSE(keys[1].contains("to_seq"));
  const Json asked{{"act", "place.opened"}, {"target", "new"}, {"key", old_key}};
  EXPECT_GE(house.post(house.first, "/v1/statements-to-sign", asked).status, 400);
}

TEST_F(KeysTest, RefusesKeysUnderWhichAnybodySigns) {
  auto asked = fields_of(house.first, fresh);
  asked["act"] = "key.added";
  asked["target"] = house.first.actor.person.text();
  for (const char first : {'\0', '\1'}) {
    asked["public_key"] = to_base64url(first + std::string(31, '\0'));
    EXPECT_EQ(house.post(house.first, "/v1/statements-to-sign", asked).status, 422);
  }
}

TEST_F(KeysTest, WantsProofThatSomebodyHoldsTheKey) {
  const auto draft = [&](Json fields) {
    fields["act"] = "key.added";
    fields["target"] = house.first.actor.person.text();
    return house.post(house.first, "/v1/statements-to-sign", fields).status;
  };
  EXPECT_EQ(draft(fields_of(house.first, fresh)), 200);
  EXPECT_EQ(draft(fields_of(house.second, fresh)), 422) << "a proof for somebody else";
  auto other = fields_of(house.first, SigningKey::of_seed(std::string(32, 'g')));
  other["public_key"] = fields_of(house.first, fresh).at("public_key");
  EXPECT_EQ(draft(other), 422);
  EXPECT_EQ(draft(fields_of(house.first, *house.first.key)), 422) << "registered already";
}

TEST_F(KeysTest, KeepsTwoAdministratorsWhoCanSign) {
  const auto key = keys_of(house.first).at(0).at("id").get<std::string>();
  EXPECT_EQ(drafting_a_revocation(key), 422);
  const Json role{{"act", "role.withdrawn"},
                  {"target", house.first.actor.person.text()},
                  {"role", "administrator"}};
  EXPECT_EQ(house.post(house.first, "/v1/statements-to-sign", role).status, 422);
  second_signs(add(house.first, fields_of(house.first, fresh)));
  EXPECT_EQ(drafting_a_revocation(key), 200);
}

TEST_F(KeysTest, AKeyIsItsOwnersOnly) {
  second_signs(add(house.first, fields_of(house.first, fresh)));
  const auto key = keys_of(house.first).at(0).at("id").get<std::string>();
  auto renewed = house.first;
  renewed.key = &fresh;
  EXPECT_EQ(revoke(renewed, house.second, key).status, 404);
}

}  // namespace
}  // namespace relief::api
