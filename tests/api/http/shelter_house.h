#pragma once

#include <string>

#include <gtest/gtest.h>

#include "ledger/storage/funds.h"
#include "ledger/storage/organisations.h"
#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"

namespace relief::test {

inline const Json bank_payout{{"method", "bank"}, {"iban", "AZ57PAHA00000000000000000077"}};

/// An open house with two shelters, an approver who signs, a bank account and the general fund.
class ShelterHouse : public ::testing::Test {
 protected:
  ShelterHouse() {
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Place{.id = PlaceId::random(entropy),
                                     .type = storage::PlaceType::bank,
                                     .currency = &currency("AZN"),
                                     .organisation = {},
                                     .name = "Bank",
                                     .iban = "AZ21NABZ00000000137010001944"},
                      0);
      storage::insert(tx,
                      storage::Fund{.id = FundId::random(entropy),
                                    .code = "general",
                                    .name = "General",
                                    .restriction = {}},
                      0);
      storage::insert(tx, storage::PersonKey{.id = KeyId::random(entropy),
                                             .person = approver.actor.person,
                                             .alg = "ed25519",
                                             .key = approver_key.public_key(),
                                             .from_seq = 0,
                                             .to_seq = {}});
      return true;
    });
    approver.key = &approver_key;
  }

  /// Somebody of a new shelter; `name` tells them apart.
  Guest staff(const std::string& name) {
    const Actor actor{.person = PersonId::random(entropy),
                      .role = Role::shelter,
                      .organisation = OrganisationId::random(entropy)};
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(
          tx,
          storage::Organisation{
              .id = *actor.organisation, .type = storage::OrganisationType::shelter, .name = name},
          0);
      storage::insert(tx,
                      storage::Person{.id = actor.person,
                                      .login = name,
                                      .name = name,
                                      .password = "",
                                      .organisation = actor.organisation},
                      house.now);
      storage::grant_role(tx, actor.person, actor.role, 0);
      return true;
    });
    return house.with_token(actor);
  }

  std::string open_case() {
    const auto opened =
        house.post(shelter, "/v1/cases",
                   {{"status", "recognised"},
                    {"recognition", {{"number", "12"}, {"date", "2026-02-01"}, {"body", "D"}}},
                    {"referral", "police"},
                    {"identity", {{"given_name", "Aysel"}, {"fin", "5abc123"}}}});
    EXPECT_EQ(opened.status, 201) << opened.body;
    EXPECT_EQ(opened.json().at("status"), "being_checked");
    return opened.json().at("id");
  }

  api::Answer file(const std::string& relief_case) {
    return house.post(shelter, "/v1/requests",
                      {{"case", relief_case}, {"kind", "lump_sum"}, {"payout", bank_payout}});
  }

  Entropy entropy = system_entropy();
  OpenHouse house;
  Guest shelter = staff("shelter");
  Guest elsewhere = staff("elsewhere");
  Guest approver = house.guest("approver", Role::approver);
  SigningKey approver_key = SigningKey::generate(entropy);
};

}  // namespace relief::test
