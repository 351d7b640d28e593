#include <array>

#include <gtest/gtest.h>

#include "ledger/aid/batch.h"
#include "ledger/books/payment_lines.h"
#include "tests/ledger/audit/story_names.h"

namespace relief::audit::test {

void Story::open() {
  auto place = under("place.opened",
                     {{"place", the_place},
                      {"type", "bank"},
                      {"currency", "AZN"},
                      {"opening", "0"},
                      {"account", hash_text("account")}},
                     "Fund order 12");
  place.nature = Nature::fact;
  append({.record = std::move(place),
          .by = person("first administrator").id.text(),
          .signers = signers({"first administrator"}),
          .terms = {.target = "new", .money = money("0"), .place = the_place}});
  append({.record = under("fund.opened", {{"fund", the_fund}}, "Fund order 7"),
          .by = person("first administrator").id.text(),
          .signers = signers({"first administrator", "second administrator"}),
          .terms = {.target = "new", .fund = the_fund}});
}

void Story::announce(const std::string& id, const std::string& units) {
  auto record = under("receipt.announced",
                      {{"gift", id},
                       {"donor", id_named<DonorId>(id).text()},
                       {"source", "contribution"},
                       {"fund", the_fund},
                       {"place", the_place},
                       {"money", units},
                       {"currency", "AZN"},
                       {"date", "2026-03-02"},
                       {"reference", hash_text("reference " + id)},
                       {"evidence", nlohmann::json::array()}},
                      "Relief Fund Regulations 4.2");
  record.entry = Entry{.on = parse_date("2026-03-02"),
                       .lines = pair("1150", "4100", the_place, the_fund, id, money(units))};
  append({.record = std::move(record), .by = person("first administrator").id.text()});
}

void Story::import(const std::string& id, const std::string& from, const std::string& to) {
  append({.record = under("statement.imported", {{"statement", id_named<StatementId>(id).text()},
                                                 {"place", the_place},
                                                 {"from", "2026-03-02"},
                                                 {"to", "2026-03-02"},
                                                 {"opening", from},
                                                 {"closing", to},
                                                 {"currency", "AZN"},
                                                 {"count", 1},
                                                 {"file", hash_text("file " + id)}}),
          .by = person("treasurer").id.text()});
}

void Story::post_line(const std::string& statement, const std::string& units,
                      std::vector<Line> lines) {
  auto record = under("line.posted", {{"statement", id_named<StatementId>(statement).text()},
                                      {"line", 1},
                                      {"money", units},
                                      {"currency", "AZN"},
                                      {"booked_on", "2026-03-02"},
                                      {"value_on", "2026-03-02"},
                                      {"items", {lines.front().item}},
                                      {"stage", "reference"},
                                      {"rule", "1"}});
  record.entry = Entry{.on = parse_date("2026-03-02"), .lines = std::move(lines)};
  record.nature = Nature::fact;
  record.cause = {records.size() - 1};
  append({.record = std::move(record), .by = person("treasurer").id.text()});
}

void Story::file() {
  const auto& by = person("shelter").id.text();
  append({.record = under("case.opened", {{"case", the_case},
                                          {"org", the_organisation},
                                          {"status", "recognised"},
                                          {"recognition", the_recognition},
                                          {"date", "2026-02-10"}}),
          .by = by});
  append({.record = under("request.submitted",
                          {{"request", the_request},
                           {"version", 1},
                           {"case", the_case},
                           {"org", the_organisation},
                           {"purpose", "lump_sum"},
                           {"recognition", the_recognition},
                           {"money", "70000"},
                           {"currency", "AZN"},
                           {"fund", the_fund},
                           {"place", the_place},
                           {"payout", hash_text("payout")},
                           {"evidence", nlohmann::json::array()}},
                          "Law 958-IIQ, art. 17"),
          .by = by});
  append({.record = under("case.released", {{"case", the_case}, {"code", "checked"}}),
          .by = person("first administrator").id.text()});
}

void Story::approve(const std::string& name, bool last) {
  const auto digest = sha256(records.at(at::request));
  auto record = under("request.approved",
                      {{"request", the_request},
                       {"version", 1},
                       {"money", "70000"},
                       {"currency", "AZN"},
                       {"fund", the_fund},
                       {"place", the_place},
                       {"digest", to_base64url(as_bytes(digest))}},
                      "Fund order 1");
  if (last) {
    record.entry =
        Entry{.on = parse_date("2026-03-02"),
              .lines = pair("9100", "9200", the_place, the_fund, the_request, money("70000"))};
  }
  append(
      {.record = std::move(record),
       .by = person(name).id.text(),
       .signers = signers({name}),
       .terms = {
           .target = the_request, .money = money("70000"), .fund = the_fund, .place = the_place}});
}

void Story::pay() {
  const auto& by = person("treasurer").id.text();
  const std::vector<BatchLine> lines{{.payment = PaymentId{the_payment},
                                      .request = RequestId{the_request},
                                      .version = 1,
                                      .payout = hash_text("payout"),
                                      .fund = FundId{the_fund},
                                      .amount = money("70000")}};
  const auto root = batch_root(lines);
  append({.record = under("batch.ordered", {{"batch", the_batch},
                                            {"place", the_place},
                                            {"date", "2026-03-02"},
                                            {"count", 1},
                                            {"money", "70000"},
                                            {"currency", "AZN"},
                                            {"root", to_base64url(as_bytes(root))}}),
          .by = by,
          .signers = signers({"treasurer"}),
          .terms = {.target = "new", .money = money("70000"), .place = the_place}});
  auto record = under("payment.ordered",
                      {{"payment", the_payment},
                       {"batch", the_batch},
                       {"request", the_request},
                       {"version", 1},
                       {"payout", hash_text("payout")},
                       {"reference", hash_text("reference")},
                       {"fund", the_fund},
                       {"place", the_place},
                       {"money", "70000"},
                       {"currency", "AZN"}},
                      "Law 958-IIQ, art. 17");
  const PaymentTerms terms{.place = the_place,
                           .fund = the_fund,
                           .payment = the_payment,
                           .request = the_request,
                           .expense_account = "5100",
                           .expensed_on = parse_date("2026-03-02")};
  record.entry = Entry{.on = parse_date("2026-03-02"), .lines = order_lines(terms, money("70000"))};
  record.cause = {at::last_approval, at::batch};
  append({.record = std::move(record), .by = by});
}

void Story::end() {
  const auto both = signers({"first administrator", "second administrator"});
  auto record = under("entry.reversed", {{"reversed", at::wrong_gift}}, "Fund order 7");
  record.entry = mirrored({.on = {},
                           .lines = pair("1150", "4100", the_place, the_fund,
                                         id_named<GiftId>("wrong").text(), money("500"))},
                          parse_date("2026-03-02"));
  append({.record = std::move(record),
          .by = both.front()->id.text(),
          .signers = both,
          .terms = {.target = std::to_string(at::wrong_gift)}});
  append({.record = under("period.closed", {{"period", "2026-02"}}, "Fund order 8"),
          .by = person("treasurer").id.text(),
          .signers = signers({"treasurer", "auditor"}),
          .terms = {.target = "2026-02"}});
}

namespace {

TEST(StoryPlotTest, PutsEachRecordWhereItsNameSays) {
  const Story story;
  ASSERT_EQ(story.records.size(), at::count);
  const std::array<std::pair<std::uint64_t, std::string>, 8> kinds{
      {{at::genesis, "genesis"},
       {at::second_role, "role.granted"},
       {at::fund, "fund.opened"},
       {at::gift_line, "line.posted"},
       {at::last_approval, "request.approved"},
       {at::payment, "payment.ordered"},
       {at::reversal, "entry.reversed"},
       {at::period, "period.closed"}}};
  for (const auto& [seq, kind] : kinds) {
    EXPECT_EQ(nlohmann::json::parse(story.records.at(seq)).at("kind"), kind);
  }
}

}  // namespace
}  // namespace relief::audit::test
