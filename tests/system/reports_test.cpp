#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "ledger/aid/rulebook.h"
#include "ledger/books/record_kinds.h"
#include "ledger/cases/close_year.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/positions.h"
#include "ledger/storage/requests.h"
#include "reports/render.h"
#include "reports/words.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

using reports::Cell;
using reports::Parameters;
using reports::Table;
using reports::Term;

/// What programs read in a cell of a row, by the column's name.
std::string read(const Table& table, const std::vector<Cell>& row, const std::string& column) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (table.columns[i].name != column) continue;
    if (const auto* money = std::get_if<Money>(&row[i])) return money->decimal();
    if (const auto* term = std::get_if<Term>(&row[i])) return term->code;
    if (std::holds_alternative<reports::NoAmount>(row[i])) return {};
    return std::get<std::string>(row[i]);
  }
  ADD_FAILURE() << "no column " << column;
  return {};
}

/// A year like the demo's: gifts, lump sums paid, one of them given back, one on its way, a fee, a
/// receipt that nobody knows, and money on its way to another account.
class ReportsTest : public ::testing::Test {
 protected:
  ReportsTest() {
    office.give(fund, bank, "2500.00");
    office.now = parse_instant("2025-04-01T08:00:00Z");
    const auto paid = approved("5AZ1231");
    const auto back = approved("5AZ1232");
    const auto on_its_way = approved("5AZ1233");
    order({paid, back, on_its_way});
    office.statement(bank, {{reference(paid), "-700.00"}, {reference(back), "-700.00"}});
    office.statement(bank, {{reference(back), "700.00"}, {"NOTOURS", "12.34"}});
    const auto transfer = office.sign({treasurer, first_approver}, [&](Work& work) {
      return order_transfer(work, {.fund = fund,
                                   .from = bank,
                                   .to = other_bank,
                                   .amount = Money::parse("50.00", currency("AZN"))});
    });
    transfer_reference = transfer["reference"].get<std::string>();
    office.statement(bank, {{transfer_reference, "-50.00"}});
  }

  RequestId approved(const std::string& fin) {
    const auto id = office.lump_sum(staff, fin);
    for (const auto& who : {first_approver, second_approver}) {
      office.sign({who}, [&](Work& work) { return approve_request(work, id); });
    }
    return id;
  }
  void order(const std::vector<RequestId>& requests) {
    office.sign({treasurer}, [&](Work& work) {
      return order_batch(work,
                         {.requests = requests, .place = bank, .execution_date = work.today()});
    });
  }
  std::string reference(const RequestId& id) {
    return office.context().database.read(
        [&](storage::Transaction& tx) { return storage::find_payment_of(tx, id, 1)->reference; });
  }
  Table report(const std::string& name, const Parameters& parameters = {}) {
    return office.context().database.read([&](storage::Transaction& tx) {
      return reports::run(tx, reports::find_report(name), parameters);
    });
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  Colleague first_approver = office.hire("a", Role::approver);
  Colleague second_approver = office.hire("b", Role::approver);
  Colleague treasurer = office.hire("t", Role::treasurer);
  Colleague auditor = office.hire("u", Role::auditor);
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  PlaceId other_bank = office.bank("AZ21CTRE00000000000000014002");
  FundId fund = office.fund("general");
  std::string transfer_reference;
};

/// What people read and what is the same in both languages only by mistake.
void expect_translated(const Table& az, const Table& en) {
  EXPECT_NE(az.title, en.title);
  ASSERT_EQ(az.rows.size(), en.rows.size());
  for (std::size_t i = 0; i < az.columns.size(); ++i) {
    EXPECT_EQ(az.columns[i].name, en.columns[i].name);
    EXPECT_NE(az.columns[i].title, en.columns[i].title) << az.name;
    for (std::size_t row = 0; row < az.rows.size(); ++row) {
      const auto* ours = std::get_if<Term>(&az.rows[row][i]);
      if (ours != nullptr && !ours->words.empty()) {
        EXPECT_EQ(ours->code, std::get<Term>(en.rows[row][i]).code);
        EXPECT_NE(ours->words, std::get<Term>(en.rows[row][i]).words) << ours->code;
      }
      if (az.columns[i].name == "name") {
        EXPECT_NE(std::get<std::string>(az.rows[row][i]), std::get<std::string>(en.rows[row][i]));
      }
    }
  }
}

TEST_F(ReportsTest, EveryReportSpeaksOneLanguage) {
  for (const auto& each : reports::reports()) {
    const auto az = report(std::string{each.name}, {.lang = "az"});
    EXPECT_FALSE(az.rows.empty()) << each.name;
    expect_translated(az, report(std::string{each.name}, {.lang = "en"}));
  }
}

TEST_F(ReportsTest, EveryAmountStandsBesideItsCurrency) {
  for (const auto& each : reports::reports()) {
    const auto table = report(std::string{each.name});
    for (const auto& row : table.rows) {
      for (const auto& cell : row) {
        const auto* money = std::get_if<Money>(&cell);
        if (money == nullptr) continue;
        EXPECT_EQ(read(table, row, "currency"), money->currency().code);
      }
    }
  }
}

TEST_F(ReportsTest, CsvAndPagesAreInTheLanguageAskedFor) {
  const auto az = report("trial-balance", {.lang = "az"});
  EXPECT_TRUE(reports::to_csv(az).starts_with("Hesab,Adı,Valyuta,Debet,Kredit\r\n"));
  EXPECT_NE(reports::to_csv(az).find("5100,Birdəfəlik müavinətlər,AZN,"), std::string::npos);
  EXPECT_NE(reports::to_html(az).find("Birdəfəlik müavinətlər"), std::string::npos);
  const auto en = report("trial-balance", {.lang = "en"});
  EXPECT_TRUE(reports::to_csv(en).starts_with("Account,Name,Currency,Debit,Credit\r\n"));
  EXPECT_NE(reports::to_csv(en).find("5100,Lump sums,AZN,"), std::string::npos);

  const auto register_az = reports::to_html(report("payment-register", {.lang = "az"}));
  EXPECT_NE(register_az.find("ödənilib"), std::string::npos);
  EXPECT_EQ(register_az.find("lump_sum"), std::string::npos);
  const auto journal_az = report("journal", {.lang = "az"});
  EXPECT_NE(reports::to_csv(journal_az).find("Ödəniş tapşırılıb"), std::string::npos);
  EXPECT_NE(reports::to_json_text(journal_az).find("\"payment.ordered\""), std::string::npos);
  EXPECT_EQ(reports::to_hledger(journal_az), reports::to_hledger(report("journal")));
  EXPECT_NE(reports::to_hledger(journal_az).find(") payment.ordered\n"), std::string::npos);
}

/// The row of a class or an account.
std::vector<Cell> row_of(const Table& table, const std::string& code) {
  for (const auto* part : {&table.rows, &table.totals}) {
    for (const auto& row : *part) {
      if (read(table, row, table.columns[0].name) == code) return row;
    }
  }
  return {};
}

/// What the places of a table's only currency received, paid and held.
void expect_cash(const Table& table, const std::string& opening, const std::string& received,
                 const std::string& paid, const std::string& closing) {
  EXPECT_EQ(read(table, table.rows.front(), "class"), "opening");
  EXPECT_EQ(read(table, table.rows.front(), "cash"), opening);
  EXPECT_EQ(read(table, table.totals.front(), "receipts"), received);
  EXPECT_EQ(read(table, table.totals.front(), "payments"), paid);
  EXPECT_EQ(read(table, table.rows.back(), "class"), "closing");
  EXPECT_EQ(read(table, table.rows.back(), "cash"), closing);
  EXPECT_EQ(read(table, row_of(table, "difference"), "cash"), "0.00");
}

TEST_F(ReportsTest, ReceiptsAndPaymentsLeadFromOpeningToClosingCash) {
  const auto april = parse_date("2025-04-01"), end = parse_date("2025-04-30");
  const auto table = report("receipts-and-payments", {.from = april, .to = end});
  expect_cash(table, "2500.00", "712.34", "1450.00", "1762.34");
  EXPECT_EQ(read(table, row_of(table, "5100"), "payments"), "1400.00");
  EXPECT_EQ(read(table, row_of(table, "2100"), "receipts"), "700.00");
  EXPECT_EQ(read(table, row_of(table, "2200"), "receipts"), "12.34");
  EXPECT_EQ(read(table, row_of(table, "1160"), "payments"), "50.00");
  expect_cash(report("receipts-and-payments"), "0.00", "3212.34", "1450.00", "1762.34");
  expect_cash(report("receipts-and-payments", {.to = parse_date("2025-03-31")}), "0.00", "2500.00",
              "0.00", "2500.00");
}

TEST_F(ReportsTest, ClosingCashIsWhatTheLedgerHas) {
  office.statement(other_bank, {{transfer_reference, "50.00"}});
  const auto all = report("receipts-and-payments");
  expect_cash(all, "0.00", "3212.34", "1400.00", "1812.34");
  EXPECT_EQ(read(all, all.rows.back(), "cash"),
            read(report("trial-balance"), row_of(report("trial-balance"), "1100"), "debit"));
  EXPECT_TRUE(row_of(all, "1160").empty()) << "what arrived has only moved";
  for (const auto& place : {bank, other_bank}) {
    const auto table = report("receipts-and-payments", {.place = place.text()});
    EXPECT_EQ(read(table, row_of(table, "difference"), "cash"), "0.00");
  }
  expect_cash(report("receipts-and-payments", {.place = other_bank.text()}), "0.00", "50.00",
              "0.00", "50.00");
  const auto of_fund = report("receipts-and-payments", {.fund = fund.text()});
  expect_cash(of_fund, "0.00", "3200.00", "1400.00", "1800.00");
}

TEST_F(ReportsTest, AClosedYearKeepsWhatItEarnedAndSpent) {
  const Parameters year{.from = parse_date("2025-01-01"), .to = parse_date("2025-12-31")};
  const auto cash = reports::to_csv(report("receipts-and-payments", year));
  const auto before = reports::to_csv(report("activities", year));
  office.now = parse_instant("2026-01-05T08:00:00Z");
  office.sign({treasurer, auditor},
              [&](Work& work) { return close_year(work, {.year = 2025, .fund = std::nullopt}); });

  EXPECT_TRUE(row_of(report("trial-balance", {.as_of = year.to}), "4100").empty());
  const auto after = report("activities", year);
  EXPECT_EQ(reports::to_csv(after), before);
  EXPECT_EQ(read(after, row_of(after, "4100"), "income"), "2500.00");
  EXPECT_EQ(read(after, row_of(after, "5100"), "expenses"), "2100.00");
  EXPECT_EQ(read(after, after.totals.front(), "result"), "400.00");
  EXPECT_EQ(reports::to_csv(report("receipts-and-payments", year)), cash);
  EXPECT_TRUE(report("activities", {.from = parse_date("2026-01-01")}).rows.empty());
  EXPECT_EQ(refusal([&] { report("activities", {.place = bank.text()}); }), Errc::malformed);
}

TEST_F(ReportsTest, RefuseWhatTheyDoNotTake) {
  const auto day = parse_date("2025-03-31");
  const std::map<std::string, Parameters> each{{"as_of", {.as_of = day}},
                                               {"from", {.from = day}},
                                               {"to", {.to = day}},
                                               {"fund", {.fund = "general"}},
                                               {"place", {.place = bank.text()}}};
  for (const auto& one : reports::reports()) {
    const auto taken = reports::parameters_of(one);
    for (const auto& [name, parameters] : each) {
      const bool is_taken = std::ranges::find(taken, name) != taken.end();
      const auto run = [&, &asked = parameters] { report(std::string{one.name}, asked); };
      if (is_taken) {
        EXPECT_NO_THROW(run()) << one.name << name;
      } else {
        EXPECT_EQ(refusal(run), Errc::malformed) << one.name << name;
      }
    }
  }
  EXPECT_EQ(refusal([&] { report("journal", {.as_of = day, .to = day}); }), Errc::malformed);
}

TEST(ReportWordsTest, EveryKindStatusAndPurposeHasThem) {
  const auto has = [](std::string_view code) {
    return std::ranges::find(reports::words(), code, &reports::Word::code) !=
           reports::words().end();
  };
  for (const auto& kind : record_kinds()) EXPECT_TRUE(has(kind.name)) << kind.name;
  for (const auto& status : storage::payment_statuses.rows) EXPECT_TRUE(has(status.text));
  for (const auto& [purpose, terms] : parse_rulebook(azerbaijan_rulebook()).purposes) {
    EXPECT_TRUE(has(purpose)) << purpose;
  }
}

}  // namespace
}  // namespace relief::test
