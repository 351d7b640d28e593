#include "api/cli/signing.h"

#include <sstream>

#include <gtest/gtest.h>

#include "ledger/proof/key_file.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/organisations.h"
#include "ledger/storage/places.h"
#include "tests/api/http/open_house.h"
#include "tests/support/refusal.h"

namespace relief::cli {
namespace {

using test::Json;

/// `relief sign`, on the screen of somebody who has a key and a token.
class SignTest : public ::testing::Test {
 protected:
  struct Seen {
    int code;
    std::vector<Json> bodies;
    std::string text;  ///< What the screen showed.
  };

  SignOptions as(const test::Guest& who, const std::string& act, std::vector<std::string> targets,
                 const Json& fields = Json::object()) {
    const auto name = std::to_string(++files_);
    create_secret_file(scratch_.path() / (name + ".pem"), who.key->pem());
    create_secret_file(scratch_.path() / (name + ".token"), who.token + "\n");
    return {.act = act,
            .targets = std::move(targets),
            .key = scratch_.path() / (name + ".pem"),
            .token = scratch_.path() / (name + ".token"),
            .fields = fields.dump(),
            .server = "127.0.0.1:" + std::to_string(house.port),
            .yes = true};
  }

  static Seen run(const SignOptions& options, const std::string& typed = "") {
    std::istringstream in{typed};
    std::ostringstream out;
    std::ostringstream err;
    Seen seen{.code = sign(options, in, out, err), .bodies = {}, .text = err.str()};
    std::istringstream lines{out.str()};
    for (std::string line; std::getline(lines, line);) seen.bodies.push_back(Json::parse(line));
    return seen;
  }

  std::string proposed_fund(const std::string& code) {
    return house
        .act(house.first, "fund.opened", "new", "/v1/funds", {{"code", code}, {"name", "A fund"}})
        .json()
        .at("proposal");
  }

  /// A lump sum of somebody who is recognised, ready to be decided.
  std::string request() {
    const auto relief_case =
        house.post(shelter, "/v1/cases",
                   {{"status", "recognised"},
                    {"recognition", {{"number", "12"}, {"date", "2026-02-01"}, {"body", "D"}}},
                    {"referral", "police"},
                    {"identity", {{"given_name", "Aysel"}, {"fin", "5abc123"}}}});
    const std::string id = relief_case.json().at("id");
    const auto filed =
        house.post(shelter, "/v1/requests",
                   {{"case", id},
                    {"kind", "lump_sum"},
                    {"payout", {{"method", "bank"}, {"iban", "AZ57PAHA00000000000000000077"}}}});
    house.post(house.first, "/v1/cases/" + id + "/review",
               {{"decision", "release"}, {"reason_code", "no_duplicate"}});
    return filed.json().at("id");
  }

  /// Somebody of a shelter, in a fund that could pay.
  test::Guest staff() {
    const Actor actor{.person = PersonId::random(entropy),
                      .role = Role::shelter,
                      .organisation = OrganisationId::random(entropy)};
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Place{.id = PlaceId::random(entropy),
                                     .type = storage::PlaceType::bank,
                                     .currency = &currency("AZN"),
                                     .organisation = {},
                                     .name = "Bank",
                                     .iban = "AZ48CTRE00000000000000014001"},
                      0);
      storage::insert(tx,
                      storage::Fund{.id = FundId::random(entropy),
                                    .code = "general",
                                    .name = "General",
                                    .restriction = {}},
                      0);
      storage::insert(tx,
                      storage::Organisation{.id = *actor.organisation,
                                            .type = storage::OrganisationType::shelter,
                                            .name = "shelter"},
                      0);
      storage::insert(tx,
                      storage::Person{.id = actor.person,
                                      .login = "shelter",
                                      .name = "shelter",
                                      .password = "",
                                      .organisation = actor.organisation},
                      house.now);
      storage::grant_role(tx, actor.person, actor.role, 0);
      return true;
    });
    return house.with_token(actor);
  }

  Entropy entropy = system_entropy();
  test::OpenHouse house;
  test::Guest shelter = staff();
  SigningKey approver_key = SigningKey::generate(entropy);
  test::Guest approver = house.guest("approver", Role::approver, approver_key);

 private:
  test::Scratch scratch_;
  int files_ = 0;
};

const Json account{{"type", "bank"},
                   {"currency", "AZN"},
                   {"name", "Main account"},
                   {"iban", "AZ21NABZ00000000137010001944"}};

TEST_F(SignTest, PrintsTheBodyOfAnAct) {
  const auto seen = run(as(house.first, "place.opened", {"new"}, account));
  EXPECT_EQ(seen.code, 0) << seen.text;
  ASSERT_EQ(seen.bodies.size(), 1U);
  EXPECT_EQ(house.post(house.first, "/v1/places", seen.bodies[0]).status, 201);
}

TEST_F(SignTest, TheSecondPersonSignsWhatTheFirstProposed) {
  const auto one = proposed_fund("one");
  const auto two = proposed_fund("two");
  const auto seen = run(as(house.second, "proposal", {one, two}));
  EXPECT_EQ(seen.code, 0) << seen.text;
  ASSERT_EQ(seen.bodies.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto path = "/v1/proposals/" + (i == 0 ? one : two) + "/signatures";
    const auto done = house.post(house.second, path, seen.bodies[i]);
    EXPECT_EQ(done.status, 201) << done.body;
  }
  const auto again = run(as(house.second, "proposal", {one}));
  EXPECT_EQ(again.code, 1) << "it is done already";
  EXPECT_EQ(test::refusal([&] {
              run(as(house.second, "proposal", {one}, {{"code", "three"}}));
            }),
            Errc::malformed);
}

TEST_F(SignTest, OneRefusedTargetKeepsNoneOfTheOthers) {
  const auto known = request();
  auto options = as(approver, "request.approved", {"-"});
  const auto seen = run(options, "req_AAAAAAAAAAAAAAAAAAAAAAAAAA\n" + known + "\n\n");
  EXPECT_EQ(seen.code, 1);
  ASSERT_EQ(seen.bodies.size(), 1U) << seen.text;
  EXPECT_EQ(Json::parse(seen.bodies[0].at("statement").get<std::string>()).at("target"), known);
  EXPECT_NE(seen.text.find("req_AAAA"), std::string::npos) << seen.text;
  options.yes = false;
  EXPECT_EQ(test::refusal([&] { run(options, known); }), Errc::malformed);
}

TEST_F(SignTest, AKeyThatIsNotTheSignersSignsNothing) {
  auto options = as(house.second, "place.opened", {"new"}, account);
  options.token = as(house.first, "place.opened", {"new"}).token;
  EXPECT_EQ(test::refusal([&] { run(options); }), Errc::refused);
}

TEST_F(SignTest, ShowsWhatPeopleUnderstandBesideTheExactStatement) {
  const auto id = request();
  auto options = as(approver, "request.approved", {id});
  options.yes = false;
  const auto seen = run(options, "yes\n");
  EXPECT_EQ(seen.code, 0);
  EXPECT_EQ(seen.bodies.size(), 1U);
  for (const auto* words : {"700.00 AZN\n", "(lump_sum)\n", "\"money\": \"70000\""}) {
    EXPECT_NE(seen.text.find(words), std::string::npos) << seen.text;
  }
  const auto declined = run(options, "no\n");
  EXPECT_EQ(declined.code, 1);
  EXPECT_TRUE(declined.bodies.empty());

  auto second = as(house.second, "proposal", {proposed_fund("shown")});
  second.yes = false;
  const auto proposal = run(second, "yes\n");
  EXPECT_NE(proposal.text.find(R"({"code":"shown","name":"A fund"})"), std::string::npos)
      << proposal.text;
}

TEST_F(SignTest, ARefusalNamesTheFieldAtFault) {
  auto fields = account;
  fields.erase("type");
  const auto seen = run(as(house.first, "place.opened", {"new"}, fields));
  EXPECT_EQ(seen.code, 1);
  EXPECT_NE(seen.text.find("  at: /type\n"), std::string::npos) << seen.text;
}

}  // namespace
}  // namespace relief::cli
