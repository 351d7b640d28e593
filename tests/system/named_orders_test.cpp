#include <gtest/gtest.h>

#include "ledger/aid/batch.h"
#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/fail_payment.h"
#include "reconciliation/claims.h"
#include "reconciliation/discard_statement.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/store.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/refusal.h"
#include "tests/system/one_request.h"

namespace relief::test {
namespace {

using storage::PaymentStatus;

/// Two lump sums that were ordered together.
class NamedOrdersTest : public OneRequestTest {
 protected:
  NamedOrdersTest() {
    office.give(fund, bank, "5000.00");
    for (const auto* who : {&approver, &second_approver}) {
      for (const auto& each : {id, other}) {
        office.sign({*who}, [&](Work& work) { return approve_request(work, each); });
      }
    }
    office.sign({payer}, [&](Work& work) {
      return order_batch(work,
                         {.requests = {id, other}, .place = bank, .execution_date = work.today()});
    });
  }

  storage::Payment payment_of(const RequestId& request) {
    return read(
        [&](storage::Transaction& tx) { return *storage::find_payment_of(tx, request, 1); });
  }
  std::string batch() { return message_id(payment_of(id).batch); }
  void fail(const RequestId& request) {
    const auto failed = payment_of(request).id;
    office.sign({payer, approver}, [&](Work& work) { return fail_payment(work, failed, "AC04"); });
  }
  void cancel() {
    const auto cancelled = payment_of(id).batch;
    office.sign({payer, approver}, [&](Work& work) { return cancel_batch(work, cancelled); });
  }
  std::vector<std::string> codes() {
    return read([&](storage::Transaction& tx) {
      std::vector<std::string> codes;
      for (const auto& each : reconciliation::exceptions(tx, std::nullopt, {.limit = 100})) {
        codes.push_back(each.code);
      }
      return codes;
    });
  }
  Facts import(const std::string& bytes) {
    return office.run(payer, [&](Work& work) {
      return reconciliation::import_statement(
          work, {.place = bank, .format = {}, .media_type = {}, .bytes = bytes});
    });
  }
  static constexpr auto bank_reference = "<AcctSvcrRef>B-7</AcctSvcrRef>";
  /// The bank's advice of today's debit of both.
  std::string advice_of_both() {
    const auto day = to_text(day_in_baku(office.now));
    std::string details;
    for (const auto& each : {id, other}) {
      details += "<TxDtls><Refs><EndToEndId>" + payment_of(each).reference +
                 "</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"AZN\">700.00</Amt></TxAmt>"
                 "</AmtDtls></TxDtls>";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
           "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.04\"><BkToCstmrDbtCdtNtfctn>"
           "<GrpHdr><MsgId>N</MsgId><CreDtTm>" +
           day +
           "T14:00:00</CreDtTm></GrpHdr><Ntfctn>"
           "<Id>N1</Id><CreDtTm>" +
           day + "T14:00:00</CreDtTm><Acct><Id><IBAN>" + iban +
           "</IBAN></Id><Ccy>AZN</Ccy></Acct><Ntry><Amt Ccy=\"AZN\">1400.00</Amt>"
           "<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>" +
           day + "</Dt></BookgDt><ValDt><Dt>" + day + "</Dt></ValDt>" + bank_reference +
           "<NtryDtls>" + details +
           "</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n";
  }
  /// None of the two orders is undone while the bank may have paid it.
  void expect_nothing_is_undone() {
    EXPECT_EQ(refusal([&] { fail(id); }), Errc::conflict);
    EXPECT_EQ(refusal([&] { fail(other); }), Errc::conflict);
    EXPECT_EQ(refusal([&] { cancel(); }), Errc::conflict);
    expect_the_log_agrees();
  }

  RequestId other = office.lump_sum(staff, "5AZ1235");
};

TEST_F(NamedOrdersTest, ADebitThatNamesSeveralMayBeAnyOfThem) {
  office.statement(bank,
                   {{payment_of(id).reference + ' ' + payment_of(other).reference, "-1401.00"}});
  EXPECT_EQ(codes().size(), 1U);
  expect_nothing_is_undone();
}

TEST_F(NamedOrdersTest, ADebitOfTheirBatchMayBeAnyOfIt) {
  office.statement(bank, {{batch(), "-1401.00"}});
  EXPECT_EQ(codes().size(), 1U);
  const auto named = read([](storage::Transaction& tx) {
    const auto claim = storage::open_items(tx, {.account = "1200", .limit = 1}).at(0);
    return reconciliation::origin_of(tx, claim).orders;
  });
  EXPECT_EQ(named, std::vector{payment_of(id).batch.text()}) << "so people see what it may be";
  expect_nothing_is_undone();
}

TEST_F(NamedOrdersTest, ALateAdviceTellsWhichOrdersADebitMayBe) {
  office.now += std::chrono::days{1};
  auto statement = bank_file({.iban = iban,
                              .number = 2,
                              .day = to_text(day_in_baku(office.now)),
                              .opening = 500000,
                              .lines = {{"NOTPROVIDED", "-1400.00"}}});
  statement.insert(statement.find("<BkTxCd>"), bank_reference);
  import(statement);
  const auto advice = import(advice_of_both());
  expect_nothing_is_undone();

  const StatementId kept{advice["id"].get<std::string>()};
  office.run(payer, [&](Work& work) {
    return reconciliation::discard_statement(work, {.statement = kept, .code = "wrong_file"});
  });
  fail(id);  // What was discarded tells nothing.
  EXPECT_EQ(payment_of(id).status, PaymentStatus::failed);
  expect_the_log_agrees();
}

TEST_F(NamedOrdersTest, WhatStandsOfABatchIsSettledByItsName) {
  fail(id);
  office.statement(bank, {{batch(), "-700.00"}});
  EXPECT_EQ(codes(), std::vector<std::string>{});
  EXPECT_EQ(payment_of(id).status, PaymentStatus::failed);
  EXPECT_EQ(payment_of(other).status, PaymentStatus::paid);
  expect_the_log_agrees();
}

TEST_F(NamedOrdersTest, AnOrderIsUndoneThoughThePlaceIsEmptied) {
  office.statement(bank, {{"NOTPROVIDED", "-5000.00"}});
  fail(id);
  EXPECT_EQ(payment_of(id).status, PaymentStatus::failed);
  cancel();
  EXPECT_EQ(payment_of(other).status, PaymentStatus::failed);
  expect_the_log_agrees();
}

}  // namespace
}  // namespace relief::test
