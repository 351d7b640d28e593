#include "ledger/cases/history_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ledger/books/record.h"
#include "ledger/cases/history_file.h"
#include "ledger/proof/canonical.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class HistoryLineTest : public ::testing::Test {
 protected:
  HistoryLineTest() {
    office.database.read([&](storage::Transaction& tx) {
      reader.emplace(tx, office.secrets, parse_date("2026-03-02"));
      return true;
    });
  }

  Entry read(const std::string& line) { return reader->read(line); }

  /// A line in which one text is replaced.
  std::string changed(const std::string& from, const std::string& to) {
    auto line = good;
    return line.replace(line.find(from), from.size(), to);
  }

  test::ReliefOffice office;
  std::optional<HistoryReader> reader;
  const std::string good =
      R"({"on":"2020-01-31","lines":[{"a":"1100","p":"Bank","f":"general","i":"old","m":"5"},)"
      R"({"a":"4100","c":"AZN","f":"general","i":"old","m":"-5"}]})";
};

TEST_F(HistoryLineTest, KnowsPlacesAndFundsByNameAndByIdentifier) {
  const auto entry = read(good);
  EXPECT_EQ(entry.lines[0].place, office.bank.text());
  EXPECT_EQ(entry.lines[0].fund, office.general.text());
  EXPECT_EQ(read(changed("Bank", office.bank.text())), entry);
  EXPECT_EQ(read(changed("general", office.general.text())).lines[0], entry.lines[0]);
}

TEST_F(HistoryLineTest, KeepsAnIdentifierAndHidesAnyOtherName) {
  const std::string id = "don_abcdefghijklmnopqrstuvwxyz";
  EXPECT_EQ(read(changed("\"old\"", "\"" + id + "\"")).lines[0].item, id);
  const auto hidden = read(good).lines[0].item;
  EXPECT_TRUE(hidden.starts_with("hst_"));
  EXPECT_EQ(hidden.size(), 30U);
  EXPECT_EQ(read(good).lines[1].item, hidden);
  EXPECT_NE(read(changed("\"old\"", "\"older\"")).lines[0].item, hidden);
}

TEST_F(HistoryLineTest, CallsAnOpenItemWhatTheActsCallItThatCloseIt) {
  const auto receipt = read(changed(R"("4100","c":"AZN")", R"("2200","p":"Bank")")).lines[1].item;
  EXPECT_TRUE(ReceiptId::is_well_formed(receipt)) << receipt;
  const auto claim = read(changed(R"("4100","c":"AZN")", R"("1200","p":"Bank")")).lines[1].item;
  EXPECT_TRUE(ClaimId::is_well_formed(claim)) << claim;
}

TEST_F(HistoryLineTest, WritesTheCanonicalFormOfAnEntryAndItsRecord) {
  const auto entry = read(good);
  const auto bytes = entry_bytes(entry);
  EXPECT_EQ(bytes, canonical(to_json(entry)));

  const Record record{
      .kind = "history.line", .fields = nlohmann::json::object(), .entry = entry, .cause = {7}};
  const Envelope envelope{
      .seq = 12, .at = office.now, .salt = std::string(16, '\x7f'), .by = "usr_a"};
  EXPECT_EQ(history_line_bytes({.at = to_text(office.now), .by = "usr_a", .cause = 7}, 12,
                               envelope.salt, bytes),
            canonical(to_json(record, envelope)));
}

TEST_F(HistoryLineTest, RefusesWhatIsNoEntry) {
  for (const auto& line :
       {std::string{"{"}, std::string{"[]"}, std::string{"{}"}, std::string{},
        changed("\"on\"", "\"day\""), changed("2020-01-31", "2020-01-32"),
        changed("2020-01-31", "2026-03-03"), changed("\"5\"", "5"), changed("\"5\"", "\"5.0\""),
        changed("1100", "1101"), changed("1100", "9100"), changed("Bank", "Till"),
        changed("general", "special"), changed("\"old\"", "\"\""), changed("AZN", "XXX"),
        changed("\"c\"", "\"p\""), changed("\"p\":\"Bank\",", "\"p\":\"Bank\",\"c\":\"AZN\",")}) {
    EXPECT_EQ(test::refusal([&] { read(line); }), Errc::malformed) << line;
  }
}

TEST_F(HistoryLineTest, AsksForTheIdentifierWhereSeveralPlacesHaveAName) {
  office.database.change([&](storage::Transaction& tx) {
    storage::insert(tx,
                    {.id = PlaceId::random(office.entropy),
                     .type = storage::PlaceType::bank,
                     .currency = &office.azn,
                     .organisation = {},
                     .name = "Bank",
                     .iban = "AZ96AZEJ00000000001234567890"},
                    0);
    reader.emplace(tx, office.secrets, parse_date("2026-03-02"));
    return true;
  });
  EXPECT_EQ(test::refusal([&] { read(good); }), Errc::malformed);
  EXPECT_NO_THROW(read(changed("Bank", office.bank.text())));
}

TEST(HistoryFileTest, KeepsNoMoreOfALineThanARecordMayHave) {
  std::istringstream file{std::string(1'000'000, 'x') + "\nshort\nunended"};
  const auto lines = HistoryFile{file}.next();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].too_long);
  EXPECT_TRUE(lines[0].text.empty());
  EXPECT_EQ(lines[1].text, "short");
  EXPECT_TRUE(lines[1].ended);
  EXPECT_FALSE(lines[2].ended);
}

}  // namespace
}  // namespace relief
