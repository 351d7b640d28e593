#pragma once

#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/storage/bind.h"
#include "tests/ledger/cases/relief_office.h"

namespace relief::test {

/// A fund whose approved requests a treasurer pays, and a bank that does as the test says.
class PaymentsOffice : public ::testing::Test {
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
  /// The bank debits some of a payment, or gives it back: as a return, or (to 2110) by undoing its
  /// own debit.
  void bank_moves(const storage::Payment& payment, std::string_view booked, std::string_view back,
                  std::string_view back_to = "2100") {
    office.run(treasurer, [&](Work& work) {
      const auto out = azn(booked), home = azn(back);
      const auto& [debit, credit, amount] =
          out.is_zero()
              ? std::tuple<std::string_view, std::string_view, Money>{"1100", back_to, home}
              : std::tuple<std::string_view, std::string_view, Money>{"2110", "1100", out};
      auto record = ReliefOffice::bank_line(
          work.today(), pair(debit, credit, payment.place.text(), payment.fund.text(),
                             payment.id.text(), amount));
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

  ReliefOffice office;
  Actor treasurer{PersonId::random(office.entropy), Role::treasurer, {}};
};

}  // namespace relief::test
