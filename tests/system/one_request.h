#pragma once

#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_batch.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/requests.h"
#include "tests/support/office/office.h"

namespace relief::test {

/// A fund, and one request for a lump sum of 700 AZN with the people who carry it on.
class OneRequestTest : public ::testing::Test {
 protected:
  template <class Read>
  auto read(Read look) {
    return office.context().database.read(look);
  }
  storage::Request request() {
    return read([&](storage::Transaction& tx) { return storage::find_request(tx, id); });
  }
  /// The payment of the request's first version, or of another.
  storage::Payment payment(int version = 1) {
    return read(
        [&](storage::Transaction& tx) { return *storage::find_payment_of(tx, id, version); });
  }

  void approve() {
    for (const auto* who : {&approver, &second_approver}) {
      office.sign({*who}, [&](Work& work) { return approve_request(work, id); });
    }
  }
  void order() {
    office.sign({payer}, [&](Work& work) {
      return order_batch(work, {.requests = {id}, .place = bank, .execution_date = work.today()});
    });
  }

  audit::Verdict verdict() {
    return audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
  }
  void expect_the_log_agrees() {
    const auto found = verdict();
    EXPECT_TRUE(found.holds()) << audit::to_text(found);
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  Colleague approver = office.hire("a", Role::approver);
  Colleague second_approver = office.hire("b", Role::approver);
  Colleague payer = office.hire("c", Role::treasurer);
  const std::string iban = "AZ48CTRE00000000000000014001";
  PlaceId bank = office.bank(iban);
  FundId fund = office.fund("general");
  RequestId id = office.lump_sum(staff, "5AZ1234");
};

}  // namespace relief::test
