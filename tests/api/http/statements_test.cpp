#include <functional>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "ledger/storage/bind.h"
#include "ledger/storage/places.h"
#include "reconciliation/store.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using reconciliation::StatementState;
using test::Json;

/// A house whose bank account has statements that nobody imported: what lists are made of.
class StatementsHttpTest : public ::testing::Test {
 protected:
  StatementsHttpTest() {
    write([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = place,
                       .type = storage::PlaceType::bank,
                       .currency = azn,
                       .organisation = {},
                       .name = "Bank",
                       .iban = "AZ21NABZ00000000137010001944"},
                      1);
    });
  }

  void write(const std::function<void(storage::Transaction&)>& change) {
    house.database().change([&](storage::Transaction& tx) {
      change(tx);
      return true;
    });
  }
  StatementId statement(const std::string& day, std::optional<std::uint64_t> seq) {
    const auto id = StatementId::random(entropy);
    const auto bank_id = "S" + std::to_string(++statements_);
    write([&](storage::Transaction& tx) {
      reconciliation::insert(tx,
                             reconciliation::StatementRow{
                                 .id = id,
                                 .place = place,
                                 .format = "camt.053",
                                 .bank_id = bank_id,
                                 .from = parse_date(day),
                                 .to = parse_date(day),
                                 .opening = Money::zero(*azn),
                                 .closing = Money::zero(*azn),
                                 .count = 0,
                                 .file = {},
                                 .state = seq ? StatementState::posted : StatementState::waiting,
                                 .reasons = "[]",
                                 .imported_by = treasurer.actor.person,
                                 .imported_at = house.now,
                                 .seq = seq});
    });
    return id;
  }
  void line(const StatementId& of, int number, std::uint64_t seq) {
    write([&](storage::Transaction& tx) {
      reconciliation::insert(tx, reconciliation::LineRow{.statement = of,
                                                         .number = number,
                                                         .amount = Money::zero(*azn),
                                                         .booked_on = parse_date("2026-03-02"),
                                                         .value_on = parse_date("2026-03-02"),
                                                         .stage = "none",
                                                         .reason = {},
                                                         .items = {},
                                                         .sealed = "x",
                                                         .seq = seq});
    });
  }
  ExceptionId exception(std::uint64_t seq, bool resolved) {
    const auto id = ExceptionId::random(entropy);
    write([&](storage::Transaction& tx) {
      reconciliation::insert(tx, reconciliation::ExceptionRow{.id = id,
                                                              .code = "AMOUNT_DIFF",
                                                              .place = place,
                                                              .statement = {},
                                                              .line = {},
                                                              .amount = {},
                                                              .raised_at = house.now,
                                                              .raised_seq = seq,
                                                              .resolved_seq = {},
                                                              .resolution = {}});
      if (resolved) reconciliation::resolve(tx, id, "corrected", seq + 100);
    });
    return id;
  }
  void reconciliation_at(const StatementId& statement, const std::string& id) {
    write([&](storage::Transaction& tx) {
      tx.change() << R"sql(
          insert into reconciliation (id, place, date, statement, closing, book, difference,
                                      currency, items, prepared_by, prepared_at)
          values (:id, :place, '2026-03-31', :statement, 0, 0, 0, 'AZN', decode(repeat('00', 32), 'hex'),
                  :by, now())
        )sql",
          storage::in(id, "id"), storage::in(place, "place"), storage::in(statement, "statement"),
          storage::in(treasurer.actor.person, "by");
    });
  }
  /// What a list holds under `key`, asked page by page.
  std::vector<Json> all(const std::string& path, const std::string& key = "id", int limit = 2) {
    std::vector<Json> found;
    std::string cursor;
    for (int page = 0; page < 9; ++page) {
      const auto answer =
          house.get(treasurer, path + (path.find('?') != std::string::npos ? "&" : "?") +
                                   "limit=" + std::to_string(limit) + cursor);
      EXPECT_EQ(answer.status, 200) << answer.body;
      const auto json = answer.json();
      for (const auto& item : json.at("items")) found.push_back(item.at(key));
      if (json.at("next_cursor").is_null()) return found;
      cursor = "&cursor=" + json.at("next_cursor").get<std::string>();
    }
    ADD_FAILURE() << "the list has no end";
    return found;
  }
  int status(const std::string& path) { return house.get(treasurer, path).status; }

  const Currency* azn = &currency("AZN");
  Entropy entropy = system_entropy();
  test::OpenHouse house;
  test::Guest treasurer = house.guest("treasurer", Role::treasurer);
  PlaceId place = PlaceId::random(entropy);

 private:
  int statements_ = 0;
};

TEST_F(StatementsHttpTest, ListsStatementsByTheirDaysPageByPage) {
  const auto late = statement("2026-03-04", std::nullopt);
  const auto second = statement("2026-03-03", 8);
  const auto first = statement("2026-03-03", 5);
  const auto waiting = statement("2026-03-03", std::nullopt);
  const std::vector<Json> order{first.text(), second.text(), waiting.text(), late.text()};
  EXPECT_EQ(all("/v1/statements"), order);
  EXPECT_EQ(all("/v1/statements?place=" + place.text(), "id", 3), order);
  EXPECT_EQ(all("/v1/statements", "id", 1), order);
  EXPECT_EQ(status("/v1/statements?cursor=stm_x"), 400);
  EXPECT_EQ(status("/v1/statements?limit=0"), 400);
  EXPECT_EQ(status("/v1/statements?limit=501"), 400);
}

TEST_F(StatementsHttpTest, ListsLinesAsTheyWerePosted) {
  const auto id = statement("2026-03-03", 5);
  line(id, 1, 6);
  line(id, 2, 7);
  line(id, 2, 8);
  line(id, 3, 10);
  const auto path = "/v1/statements/" + id.text() + "/lines";
  EXPECT_EQ(all(path, "seq"), (std::vector<Json>{6, 7, 8, 10}));
  EXPECT_EQ(all(path, "line", 3), (std::vector<Json>{1, 2, 2, 3}));
  EXPECT_EQ(status(path + "?cursor=x"), 400);
  EXPECT_EQ(status(path + "?cursor=-1"), 400);
  EXPECT_EQ(status(path + "?cursor=18446744073709551615"), 400);
}

TEST_F(StatementsHttpTest, ListsExceptionsByState) {
  const auto first = exception(7, true), second = exception(8, false), third = exception(9, true);
  EXPECT_EQ(all("/v1/exceptions"), (std::vector<Json>{first.text(), second.text(), third.text()}));
  EXPECT_EQ(all("/v1/exceptions?state=open"), (std::vector<Json>{second.text()}));
  EXPECT_EQ(all("/v1/exceptions?state=resolved", "id", 1),
            (std::vector<Json>{first.text(), third.text()}));
  EXPECT_EQ(status("/v1/exceptions?state=lost"), 400);
  EXPECT_EQ(status("/v1/exceptions?cursor=exc_x"), 400);
}

TEST_F(StatementsHttpTest, ListsReconciliations) {
  const auto id = statement("2026-03-03", 5);
  for (const auto* each : {"rec_c", "rec_a", "rec_b"}) reconciliation_at(id, each);
  EXPECT_EQ(all("/v1/reconciliations").size(), 3U);
  EXPECT_EQ(all("/v1/reconciliations"), all("/v1/reconciliations", "id", 500));
  EXPECT_EQ(status("/v1/reconciliations?cursor=rec_x"), 400);
}

TEST_F(StatementsHttpTest, ListsUnknownReceiptsTheOldestFirst) {
  EXPECT_EQ(all("/v1/receipts?state=unknown"), std::vector<Json>{});
  EXPECT_EQ(status("/v1/receipts?cursor=rcp_x"), 400);
  EXPECT_EQ(status("/v1/receipts?state=known"), 400);
}

TEST_F(StatementsHttpTest, TellsWhyAFileWasSetAside) {
  Client client{"127.0.0.1", house.port};
  const auto answer = client.ask({.method = "POST",
                                  .path = "/v1/statements?place=" + place.text(),
                                  .bearer = treasurer.token,
                                  .idempotency_key = "one",
                                  .body = R"(<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>)",
                                  .content_type = "application/xml"});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
  const auto json = answer.json();
  EXPECT_EQ(json.at("status"), 422);
  EXPECT_FALSE(json.at("detail").get<std::string>().empty());
  EXPECT_EQ(json.at("quarantined"), true);
  ASSERT_FALSE(json.at("reasons").empty());
  EXPECT_TRUE(json.at("reasons")[0].at("detail").is_string());
  EXPECT_EQ(
      house.get(treasurer, "/v1/statements/" + json.at("id").get<std::string>()).json().at("state"),
      "quarantined");
}

}  // namespace
}  // namespace relief::api
