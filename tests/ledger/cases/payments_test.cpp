#include <gtest/gtest.h>

#include "ledger/cases/cancel_remainder.h"
#include "ledger/storage/gifts.h"
#include "tests/ledger/cases/payments_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using storage::PaymentStatus;

class PaymentsTest : public test::PaymentsOffice {};

TEST_F(PaymentsTest, OrdersApprovedRequestsInOneBatch) {
  office.receive("2000.00");
  const auto first = ready("1"), second = ready("2");
  const auto facts = order_as(treasurer, batch({first, second}));
  EXPECT_EQ(facts.at("count"), 2);
  EXPECT_EQ(facts.at("total").at("amount"), "1400.00");
  EXPECT_EQ(office.request(first).status, RequestStatus::ordered);
  const auto ordered = payment(first);
  EXPECT_EQ(ordered.status, PaymentStatus::ordered);
  EXPECT_NE(ordered.reference, payment(second).reference);
  EXPECT_EQ(office.available(), "600.00");
  EXPECT_EQ(test::refusal([&] { order({first}); }), Errc::conflict);
  office.database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_payment_by_reference(tx, ordered.reference)->id, ordered.id);
    return true;
  });
}

TEST_F(PaymentsTest, KeepsThePayerApartFromAskersAndApprovers) {
  office.receive("700.00");
  const auto id = ready("1");
  for (const auto& who : {office.shelter, office.approver, office.second_approver}) {
    EXPECT_EQ(test::refusal([&] { order_as(who, batch({id})); }), Errc::forbidden);
  }
}

TEST_F(PaymentsTest, RefusesWhatCantBeOrderedNow) {
  const auto submitted = office.submitted("1");
  EXPECT_EQ(test::refusal([&] { order({submitted}); }), Errc::conflict);
  office.approved(submitted);
  EXPECT_EQ(test::refusal([&] { order({submitted}); }), Errc::conflict) << "it waits for money";
  office.receive("700.00");
  auto late = batch({submitted});
  late.execution_date = parse_date("2026-03-01");
  EXPECT_EQ(test::refusal([&] { order_as(treasurer, late); }), Errc::malformed);
  EXPECT_EQ(test::refusal([&] { order({}); }), Errc::malformed);
}

TEST_F(PaymentsTest, OrdersNothingThatHasWaitedTooLong) {
  office.receive("700.00");
  const auto id = ready("1");
  office.now += std::chrono::days{14};
  auto late = batch({id});
  late.execution_date = day_in_baku(office.now);
  EXPECT_EQ(test::refusal([&] { order_as(treasurer, late); }), Errc::conflict);
  office.now -= std::chrono::seconds{1};
  EXPECT_EQ(order_as(treasurer, late).at("count"), 1);
}

TEST_F(PaymentsTest, NamesEachRequestOfABatchThatCantBeOrdered) {
  office.receive("2000.00");
  const auto fine = ready("1"), ordered = ready("2");
  order({ordered});
  const auto submitted = office.submitted("3");
  try {
    order({submitted, fine, ordered});
    FAIL() << "two of the three can't be ordered";
  } catch (const Error& refusal) {
    EXPECT_EQ(refusal.code(), Errc::conflict);
    ASSERT_EQ(refusal.faults().size(), 2U);
    EXPECT_EQ(refusal.faults()[0].pointer, "/requests/0");
    EXPECT_EQ(refusal.faults()[0].detail, refusal.what());
    EXPECT_EQ(refusal.faults()[1].pointer, "/requests/2");
  }
  EXPECT_EQ(office.request(fine).status, RequestStatus::approved);
}

TEST_F(PaymentsTest, OrdersNothingForADayMoreThanAYearAhead) {
  office.receive("700.00");
  auto input = batch({ready("1")});
  const auto fault = [&](const char* day) -> std::string {
    input.execution_date = parse_date(day);
    try {
      order_as(treasurer, input);
      return "none";
    } catch (const Error& refusal) {
      return refusal.faults().empty() ? "nowhere" : refusal.faults().front().pointer;
    }
  };
  EXPECT_EQ(fault("2026-03-01"), "/execution_date");
  EXPECT_EQ(fault("2027-03-03"), "/execution_date");
  EXPECT_EQ(fault("2062-03-02"), "/execution_date");
  EXPECT_EQ(fault("2027-03-02"), "none");
}

TEST_F(PaymentsTest, GivesTheSameFileEachTimeAndRecordsIt) {
  office.receive("700.00");
  Identity person;
  person.given_name = "Aygün";
  person.family_name = "X";
  const auto id = office.open(office.shelter, "1", person);
  office.review(id, true);
  const RequestId request{office.file(office.shelter, id, "lump_sum").at("id")};
  office.approved(request);
  const auto ordered = order({request});
  const auto export_it = [&] {
    return office.run(treasurer, [&](Work& work) {
      return export_batch(work, ordered, ExportFormat::pain001_v09);
    });
  };
  const auto first = export_it(), second = export_it();
  EXPECT_LT(first.at("seq"), second.at("seq"));
  EXPECT_EQ(file(ordered), file(ordered));
  EXPECT_NE(file(ordered).find(payment(request).reference), std::string::npos);
  EXPECT_NE(file(ordered).find("AYGUN X"), std::string::npos);
  EXPECT_EQ(test::refusal([&] { file(ordered, ExportFormat::order); }), Errc::refused);
  cancel(ordered);
  EXPECT_EQ(test::refusal([&] { file(ordered); }), Errc::conflict);
}

TEST_F(PaymentsTest, CancelsABatchThatWasNotSent) {
  office.receive("2000.00");
  const auto first = ready("1"), second = ready("2");
  const auto ordered = order({first, second});
  const auto before = payment(first);
  cancel(ordered);
  EXPECT_EQ(office.request(first).status, RequestStatus::approved);
  EXPECT_EQ(office.request(second).waits_for, storage::WaitsFor::order);
  EXPECT_EQ(test::refusal([&] { cancel(ordered); }), Errc::conflict);
  order({first});
  EXPECT_EQ(payment(first).id, before.id);
  EXPECT_NE(payment(first).reference, before.reference);
}

TEST_F(PaymentsTest, DoesNotCancelWhatTheBankHasBooked) {
  office.receive("2000.00");
  const auto first = ready("1"), second = ready("2");
  const auto ordered = order({first, second});
  bank_moves(payment(first), "700.00", "0.00");
  EXPECT_EQ(test::refusal([&] { cancel(ordered); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { fail(payment(first).id); }), Errc::conflict);
}

TEST_F(PaymentsTest, OrdersAFailedPaymentOnlyOnceTheBankIsKnownToBeSilent) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  fail(payment(id).id);
  EXPECT_EQ(payment(id).status, PaymentStatus::failed);
  EXPECT_EQ(office.request(id).status, RequestStatus::approved);
  EXPECT_EQ(test::refusal([&] { fail(payment(id).id); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { order({id}); }), Errc::conflict);
  post_statement_to("2026-03-02");
  order({id});
  EXPECT_EQ(payment(id).status, PaymentStatus::ordered);
}

TEST_F(PaymentsTest, CutsWhatTheBankWillNotBook) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  const auto cut = [&](Work& work) { return cancel_remainder(work, payment(id).id.text()); };
  EXPECT_EQ(test::refusal([&] { office.run_signed(treasurer, cut); }), Errc::conflict);
  bank_moves(payment(id), "650.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::ordered);
  office.run_signed(treasurer, cut);
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  EXPECT_EQ(office.available(), "50.00");
}

TEST_F(PaymentsTest, CutsTheRestOfAPaymentThatTheBankBookedInPartAndGaveBackInPart) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "300.00", "0.00");
  bank_moves(payment(id), "0.00", "100.00");
  EXPECT_EQ(test::refusal([&] { fail(payment(id).id); }), Errc::conflict);
  office.run_signed(treasurer,
                    [&](Work& work) { return cancel_remainder(work, payment(id).id.text()); });
  EXPECT_EQ(payment(id).status, PaymentStatus::returned);
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_EQ(office.available(), "400.00");
  give_up(payment(id).id);
  EXPECT_EQ(office.available(), "500.00");
}

TEST_F(PaymentsTest, FailsTheRestOfAPaymentOfWhichNothingIsOut) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "300.00", "0.00");
  bank_moves(payment(id), "0.00", "300.00");
  EXPECT_EQ(test::refusal([&] {
              office.run_signed(treasurer, [&](Work& work) {
                return cancel_remainder(work, payment(id).id.text());
              });
            }),
            Errc::conflict);
  fail(payment(id).id);
  EXPECT_EQ(payment(id).status, PaymentStatus::returned);
  give_up(payment(id).id);
  EXPECT_EQ(office.available(), "700.00");
}

TEST_F(PaymentsTest, TracesAPaymentToItsGifts) {
  office.receive("400.00");
  office.receive("400.00");
  const auto id = ready("1");
  order({id});
  const auto uses = office.database.read([&](storage::Transaction& tx) {
    std::string gift;
    tx.sql() << "select gift from lot order by number limit 1", soci::into(gift);
    return storage::uses_of(tx, GiftId{gift});
  });
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].item, payment(id).id.text());
  EXPECT_EQ(uses[0].amount.decimal(), "400.00");
}

}  // namespace
}  // namespace relief
