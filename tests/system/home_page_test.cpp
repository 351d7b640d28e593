#include <thread>

#include <gtest/gtest.h>

#include "api/http/client.h"
#include "api/http/server.h"
#include "api/pages/pages.h"
#include "ledger/base/baku_time.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_batch.h"
#include "ledger/people/token.h"
#include "ledger/storage/log.h"
#include "ledger/storage/positions.h"
#include "ledger/storage/tokens.h"
#include "reports/written.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

/// A fund of 2500.00 with one lump sum ordered and one approved, and a server that an auditor asks.
class HomePageTest : public ::testing::Test {
 protected:
  HomePageTest() : port_{server_.bind("127.0.0.1", 0)} {
    office.give(fund, bank, "2500.00");
    const auto ordered = approved("5AZ1231");
    approved("5AZ1232");
    office.sign({treasurer}, [&](Work& work) {
      return order_batch(work,
                         {.requests = {ordered}, .place = bank, .execution_date = work.today()});
    });
    token_ = token_of(auditor);
    thread_ = std::thread{[this] { server_.run(); }};
  }
  ~HomePageTest() override {
    server_.stop();
    thread_.join();
  }

  RequestId approved(const std::string& fin) {
    const auto id = office.lump_sum(staff, fin);
    for (const auto& who : {first_approver, second_approver}) {
      office.sign({who}, [&](Work& work) { return approve_request(work, id); });
    }
    return id;
  }
  std::string token_of(const Colleague& who) {
    const auto fresh = make_token(office.context().entropy);
    office.context().database.change([&](storage::Transaction& tx) {
      storage::insert(tx, storage::Token{.id = fresh.id,
                                         .purpose = storage::TokenPurpose::token,
                                         .actor = who.actor,
                                         .secret_hash = fresh.secret_hash,
                                         .expires = office.now + std::chrono::hours{24}});
      return true;
    });
    return fresh.text;
  }
  std::string ask(const std::string& path) { return ask_as(token_, path); }
  std::string ask_as(const std::string& token, const std::string& path) {
    const auto answer = api::Client{"127.0.0.1", port_}.ask({.path = path, .bearer = token});
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  }
  template <class Read>
  auto read(Read look) {
    return office.context().database.read(look);
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  Colleague first_approver = office.hire("a", Role::approver);
  Colleague second_approver = office.hire("b", Role::approver);
  Colleague treasurer = office.hire("t", Role::treasurer);
  Colleague auditor = office.hire("u", Role::auditor);
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  FundId fund = office.fund("general");

 private:
  api::Server server_{office.context(), {.threads = 2, .pages = pages::visit}};
  int port_;
  std::string token_;
  std::thread thread_;
};

TEST_F(HomePageTest, AFundsBalanceIsWhatIsReservedOrderedOwedAndAvailable) {
  const auto views =
      read([&](storage::Transaction& tx) { return storage::positions(tx, fund.text()); });
  ASSERT_EQ(views.size(), 1U);
  const auto& view = views.front();
  EXPECT_EQ(view.ordered.decimal(), "700.00");
  EXPECT_EQ(view.balance, view.reserved + view.ordered + view.owed + view.available);

  const auto json = nlohmann::json::parse(ask("/v1/funds/" + fund.text()));
  EXPECT_EQ(json.at("places").at(0).at("ordered").at("amount"), "700.00");
  EXPECT_EQ(json.at("places").at(0).at("owed").at("amount"), "0.00");

  const auto cells = [&](std::string_view lang) {
    std::string all;
    for (const auto& amount :
         {view.balance, view.reserved, view.ordered, view.owed, view.available}) {
      all += "<td class=\"num\">" + reports::written_with_currency(amount, lang) + "</td>";
    }
    return all;
  };
  const auto page = ask("/?lang=az");
  EXPECT_NE(page.find(cells("az")), std::string::npos) << page;
  EXPECT_NE(ask("/?lang=en").find(cells("en")), std::string::npos);
  EXPECT_NE(page.find("Tapşırılıb, ödənilməyib"), std::string::npos);
  EXPECT_NE(ask("/?lang=en").find("Ordered, not paid"), std::string::npos);
}

TEST_F(HomePageTest, ACustodianSeesNoMoney) {
  const auto page = ask_as(token_of(office.hire("c", Role::custodian)), "/?lang=en");
  EXPECT_NE(page.find("<td class=\"num\">1</td>"), std::string::npos) << page;
  EXPECT_EQ(page.find("₼"), std::string::npos) << page;
  EXPECT_EQ(page.find("AZN"), std::string::npos) << page;
  EXPECT_NE(ask("/?lang=en").find("₼"), std::string::npos) << "an auditor does";
}

TEST_F(HomePageTest, TimesAreThoseOfBakuAndSaySo) {
  // The public sees the head of the hour before.
  office.now += std::chrono::hours{2};
  const auto at = read([](storage::Transaction& tx) { return storage::last_checkpoint(tx)->at; });
  const auto page = ask("/?lang=az");
  const auto shown = "<time datetime=\"" + to_text(at) + "\">" +
                     reports::written(baku_time(at), "az") + " Bakı vaxtı</time>";
  EXPECT_NE(page.find(shown), std::string::npos) << shown << page;
  EXPECT_NE(ask("/?lang=en").find(" Baku time</time>"), std::string::npos);
  EXPECT_EQ(page.find("UTC"), std::string::npos);
}

}  // namespace
}  // namespace relief::test
