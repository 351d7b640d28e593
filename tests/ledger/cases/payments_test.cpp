#include <gtest/gtest.h>

#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/cancel_remainder.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/gifts.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using storage::PaymentStatus;

class PaymentsTest : public ::testing::Test {
 protected:
  Money azn(std::string_view decimal) { return Money::parse(decimal, office.azn); }

  RequestId ready(const std::string& decision) {
    const auto id = office.submitted(decision);
    office.approved(id);
    return id;
  }
  BatchOrder batch(std::vector<RequestId> requests) {
    return {.requests = std::move(requests),
            .place = office.bank,
            .execution_date = parse_date("2026-03-02")};
  }
  Facts order_as(const Actor& who, const BatchOrder& input) {
    return office.run_signed(who, [&](Work& work) { return order_batch(work, input); });
  }
  BatchId order(std::vector<RequestId> requests) {
    return BatchId{order_as(treasurer, batch(std::move(requests))).at("id")};
  }
  storage::Payment payment(const RequestId& id) {
    return office.database.read([&](storage::Transaction& tx) {
      return *storage::find_payment_of(tx, id, storage::find_request(tx, id).version);
    });
  }
  /// The bank debits (or gives back) some of a payment.
  void bank_moves(const storage::Payment& payment, std::string_view booked, std::string_view back) {
    office.run(treasurer, [&](Work& work) {
      const auto out = azn(booked), home = azn(back);
      const auto& [debit, credit, amount] =
          out.is_zero() ? std::tuple{"1100", "2100", home} : std::tuple{"2110", "1100", out};
      Record record{.kind = "line.posted",
                    .fields = {{"booked_on", "2026-03-02"},
                               {"value_on", "2026-03-02"},
                               {"money", "1"},
                               {"currency", "AZN"},
                               {"statement", "stm_of_a_test"},
                               {"line", 1},
                               {"stage", "none"},
                               {"rule", 1},
                               {"items", nlohmann::json::array()}},
                    .entry = Entry{.on = work.today(),
                                   .lines = pair(debit, credit, payment.place.text(),
                                                 payment.fund.text(), payment.id.text(), amount)},
                    .nature = Nature::fact};
      const auto seq = work.append(std::move(record));
      note_movement(work, payment, out, home, seq);
      return Facts{{"seq", seq}};
    });
  }
  Facts fail(const PaymentId& id) {
    return office.run_signed(treasurer, [&](Work& work) { return fail_payment(work, id, "ac04"); });
  }
  Facts cancel(const BatchId& id) {
    return office.run_signed(treasurer, [&](Work& work) { return cancel_batch(work, id); });
  }
  Facts give_up(const PaymentId& id) {
    return office.run_signed(office.administrator,
                             [&](Work& work) { return give_up_payment(work, id); });
  }
  std::string file(const BatchId& id, ExportFormat format = ExportFormat::pain001_v09) {
    return office.database.read(
        [&](storage::Transaction& tx) { return batch_file(tx, office.secrets, id, format); });
  }
  void post_statement_to(const std::string& day) {
    office.database.change([&](storage::Transaction& tx) {
      tx.change() << R"sql(
          insert into statement (id, place, format, bank_id, from_on, to_on, opening, closing,
                                 currency, count, state, reasons, imported_by, imported_at)
          values ('stm', :place, 'f', 'b', cast(:day as date), cast(:day as date), 0, 0, 'AZN', 0,
                  'posted', '', 'u', now())
        )sql",
          storage::in(office.bank, "place"), storage::in(day, "day");
      return true;
    });
  }

  test::ReliefOffice office;
  Actor treasurer{PersonId::random(office.entropy), Role::treasurer, {}};
};

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

TEST_F(PaymentsTest, OrdersAgainWhatCameBack) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  bank_moves(payment(id), "0.00", "700.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  const auto again = order({id});
  fail(payment(id).id);
  EXPECT_EQ(payment(id).status, PaymentStatus::returned) << "it is owed to the person as before";
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_NE(order({id}), again);
  bank_moves(payment(id), "700.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  EXPECT_EQ(payment(id).booked.decimal(), "1400.00");
}

TEST_F(PaymentsTest, GivesUpWhatCameBackAndReservesItForWhoWaits) {
  office.receive("700.00");
  const auto id = ready("1"), waiting = ready("2");
  order({id});
  EXPECT_EQ(test::refusal([&] { give_up(payment(id).id); }), Errc::conflict);
  bank_moves(payment(id), "700.00", "0.00");
  bank_moves(payment(id), "0.00", "700.00");
  give_up(payment(id).id);
  EXPECT_EQ(office.request(id).status, RequestStatus::given_up);
  EXPECT_EQ(payment(id).status, PaymentStatus::given_up);
  EXPECT_EQ(office.request(waiting).waits_for, storage::WaitsFor::order);
  EXPECT_EQ(test::refusal([&] { give_up(payment(id).id); }), Errc::conflict);
}

TEST_F(PaymentsTest, IdentifiesAReturnUpToWhatWasBooked) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  const auto receipt = ReceiptId::random(office.entropy);
  office.run(treasurer, [&](Work& work) {
    Record record{.kind = "line.posted",
                  .fields = {{"booked_on", "2026-03-02"},
                             {"value_on", "2026-03-02"},
                             {"money", "80000"},
                             {"currency", "AZN"},
                             {"statement", "stm_of_a_test"},
                             {"line", 1},
                             {"stage", "none"},
                             {"rule", 1},
                             {"items", nlohmann::json::array()}},
                  .entry = Entry{.on = work.today(),
                                 .lines = pair("1100", "2200", office.bank.text(), unassigned_fund,
                                               receipt.text(), azn("800.00"))},
                  .nature = Nature::fact};
    return Facts{{"seq", work.append(std::move(record))}};
  });
  office.run_signed(treasurer, [&](Work& work) {
    return identify_receipt(work, {.receipt = receipt, .amount = {}, .as = payment(id).id});
  });
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_EQ(payment(id).back.decimal(), "700.00");
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
