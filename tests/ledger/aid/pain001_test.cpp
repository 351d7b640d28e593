#include "ledger/aid/pain001.h"

#include <memory>

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "ledger/aid/reference.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief::pain001_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

CreditTransfer transfer(char seed, std::string_view amount) {
  return {.reference = make_reference(std::string(16, seed)),
          .amount = azn(amount),
          .creditor_name = "Günəş Əliyeva & <qızı>",
          .creditor_iban = "AZ21NABZ00000000137010001944",
          .remittance = "Ödəniş"};
}

PaymentOrder order() {
  return {.message_id = "bat_abcdefghijklmnopqrstuvwxyz",
          .created = parse_instant("2026-11-24T08:30:00Z"),
          .execution_date = parse_date("2026-11-25"),
          .debtor_name = "Kömək Fondu",
          .debtor_iban = "AZ21NABZ00000000137010001944",
          .debtor_bic = "NABZAZ2C",
          .payments = {transfer('a', "700.00"), transfer('b', "0.10"), transfer('c', "0.20")}};
}

bool has(const std::string& file, std::string_view passage) {
  return file.find(passage) != file.npos;
}

/// Whether the file is valid by a schema of the shared folder; nothing where that is absent.
std::optional<bool> is_valid(const std::string& file, const std::string& schema_name) {
  const auto path = test::shared_folder() / "samples" / "xsd" / (schema_name + ".xsd");
  if (!std::filesystem::exists(path)) return std::nullopt;
  const std::unique_ptr<xmlSchemaParserCtxt, void (*)(xmlSchemaParserCtxtPtr)> parser{
      xmlSchemaNewParserCtxt(path.c_str()), xmlSchemaFreeParserCtxt};
  const std::unique_ptr<xmlSchema, void (*)(xmlSchemaPtr)> schema{xmlSchemaParse(parser.get()),
                                                                  xmlSchemaFree};
  const std::unique_ptr<xmlSchemaValidCtxt, void (*)(xmlSchemaValidCtxtPtr)> check{
      xmlSchemaNewValidCtxt(schema.get()), xmlSchemaFreeValidCtxt};
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document{
      xmlReadMemory(file.data(), static_cast<int>(file.size()), nullptr, nullptr, XML_PARSE_NONET),
      xmlFreeDoc};
  return document != nullptr && xmlSchemaValidateDoc(check.get(), document.get()) == 0;
}

TEST(Pain001Test, IsValidByTheSchemasOfBothVersions) {
  for (const auto& version : pain001_versions.rows) {
    auto without_bic = order();
    without_bic.debtor_bic = std::nullopt;
    for (const auto& one : {order(), without_bic}) {
      const auto valid = is_valid(pain001(one, version.value), std::string{version.text});
      if (!valid) GTEST_SKIP() << "the shared folder isn't beside this checkout";
      EXPECT_TRUE(*valid) << version.text;
    }
  }
}

TEST(Pain001Test, TheCheckFindsAFileOfTheOtherVersion) {
  const auto valid = is_valid(pain001(order(), Pain001Version::v03), "pain.001.001.09");
  if (!valid) GTEST_SKIP() << "the shared folder isn't beside this checkout";
  EXPECT_FALSE(*valid);
}

TEST(Pain001Test, TotalsAreExactAtBothLevels) {
  const auto file = pain001(order(), Pain001Version::v09);
  EXPECT_EQ(file.find("<CtrlSum>700.30</CtrlSum>"), file.find("<CtrlSum>"));
  EXPECT_EQ(file.rfind("<CtrlSum>700.30</CtrlSum>"), file.rfind("<CtrlSum>"));
  EXPECT_NE(file.find("<CtrlSum>"), file.rfind("<CtrlSum>"));
  EXPECT_TRUE(has(file, "<NbOfTxs>3</NbOfTxs>"));
  EXPECT_TRUE(has(file, "<InstdAmt Ccy=\"AZN\">0.10</InstdAmt>"));
}

TEST(Pain001Test, VersionsDifferWhereTheStandardDoes) {
  const auto old_file = pain001(order(), Pain001Version::v03);
  const auto new_file = pain001(order(), Pain001Version::v09);
  EXPECT_TRUE(has(old_file, "<BIC>NABZAZ2C</BIC>"));
  EXPECT_TRUE(has(old_file, "<ReqdExctnDt>2026-11-25</ReqdExctnDt>"));
  EXPECT_TRUE(has(new_file, "<BICFI>NABZAZ2C</BICFI>"));
  EXPECT_TRUE(has(new_file, "<Dt>2026-11-25</Dt>"));
}

TEST(Pain001Test, NamesAreInTheLettersOfTheBank) {
  const auto file = pain001(order(), Pain001Version::v03);
  EXPECT_TRUE(has(file, "<Nm>GUNES ELIYEVA QIZI</Nm>"));
  EXPECT_TRUE(has(file, "<Nm>KOMEK FONDU</Nm>"));
  EXPECT_TRUE(has(file, "<Ustrd>ODENIS</Ustrd>"));
}

TEST(Pain001Test, LongNamesAreCutToTheField) {
  auto one = order();
  one.payments.front().creditor_name = std::string(90, 'a');
  EXPECT_TRUE(has(pain001(one, Pain001Version::v03), "<Nm>" + std::string(70, 'A') + "</Nm>"));
}

TEST(Pain001Test, TheSameOrderGivesTheSameBytes) {
  EXPECT_EQ(pain001(order(), Pain001Version::v03), pain001(order(), Pain001Version::v03));
}

TEST(Pain001Test, CurrenciesKeepTheirDecimals) {
  auto one = order();
  for (auto& payment : one.payments) payment.amount = Money::parse("700", currency("JPY"));
  const auto file = pain001(one, Pain001Version::v03);
  EXPECT_TRUE(has(file, "<InstdAmt Ccy=\"JPY\">700</InstdAmt>"));
  EXPECT_TRUE(has(file, "<CtrlSum>2100</CtrlSum>"));
}

TEST(Pain001Test, RefusesANameOfAnotherScript) {
  auto one = order();
  one.payments.front().creditor_name = "Алиева";
  EXPECT_EQ(test::refusal([&] { pain001(one, Pain001Version::v03); }), Errc::refused);
}

TEST(Pain001Test, RefusesASumBeyondTheFormat) {
  auto one = order();
  one.payments.front().amount = azn("9999999999999999.99");
  EXPECT_EQ(test::refusal([&] { pain001(one, Pain001Version::v03); }), Errc::too_large);
}

TEST(Pain001Test, UnsoundOrdersAreOurFault) {
  const auto breaks = [](const auto& change) {
    auto one = order();
    change(one);
    EXPECT_THROW(pain001(one, Pain001Version::v03), InvariantBroken);
  };
  breaks([](PaymentOrder& one) { one.payments.clear(); });
  breaks([](PaymentOrder& one) { one.message_id.clear(); });
  breaks([](PaymentOrder& one) { one.message_id = std::string(36, 'a'); });
  breaks([](PaymentOrder& one) { one.debtor_iban = "AZ"; });
  breaks([](PaymentOrder& one) { one.debtor_bic = "AZ"; });
  breaks([](PaymentOrder& one) { one.payments[1].creditor_iban = "AZ"; });
  breaks([](PaymentOrder& one) { one.payments[1].reference = "hello"; });
  breaks([](PaymentOrder& one) { one.payments[1].amount = azn("0.00"); });
  breaks([](PaymentOrder& one) { one.payments[1].amount = azn("-1.00"); });
  breaks([](PaymentOrder& one) { one.payments[1].amount = Money::parse("1.00", currency("EUR")); });
}

}  // namespace
}  // namespace relief::pain001_test
