#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"
#include "ledger/storage/requests.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

enum class PaymentStatus {
  ordered,   ///< The bank has been asked for all or part of it, and hasn't booked that.
  paid,      ///< Its lines have come.
  failed,    ///< Refused before booking, or its batch was cancelled; it may be ordered again.
  returned,  ///< Money came back, and is owed to the person.
  given_up,
};

inline constexpr auto payment_statuses = names<PaymentStatus>({
    {PaymentStatus::ordered, "ordered"},
    {PaymentStatus::paid, "paid"},
    {PaymentStatus::failed, "failed"},
    {PaymentStatus::returned, "returned"},
    {PaymentStatus::given_up, "given_up"},
});

/// The payment of one version of a request. It stays the same one when it is ordered again, each
/// time in another batch and with a new reference.
struct Payment {
  PaymentId id;
  BatchId batch;  ///< Of its last order.
  RequestId request;
  int version;
  std::string reference;  ///< Of its last order.
  Money amount;
  FundId fund;
  PlaceId place;
  PaymentStatus status;
  Money booked;  ///< What the bank has ever debited for it.
  Money back;    ///< What of that it gave back: returns and undone debits.
  std::string expense_account;
  Date expensed_on;  ///< When the expense was recognised: the day of its order (E7).
  std::uint64_t seq;
};

/// Which payments are asked for. What is left empty doesn't narrow.
struct PaymentQuery {
  std::string id = {};
  std::string request = {};
  int version = 0;
  std::string batch = {};  ///< Of the last order.
  std::string place = {};
  std::string status = {};
  std::uint64_t after = 0;  ///< Only those first ordered after this seq.
  int limit = 1000;
};

/// In the order of their first order.
std::vector<Payment> find_payments(Transaction& tx, const PaymentQuery& query);

/// Throws Error{not_found}.
Payment find_payment(Transaction& tx, const PaymentId& id);

/// By the reference of any of its orders.
std::optional<Payment> find_payment_by_reference(Transaction& tx, const std::string& reference);

/// The payment of one version of a request, where it was ever ordered.
std::optional<Payment> find_payment_of(Transaction& tx, const RequestId& request, int version);

/// The references that the bank was given for a payment before its last order, the first first: a
/// late line may carry one.
std::vector<std::string> earlier_references(Transaction& tx, const Payment& payment);

/// The codes of the debits that name a payment and that nothing explains yet: each is an open
/// claim, and none of it was booked for the payment.
std::vector<std::string> unexplained_debits_of(Transaction& tx, const Payment& payment);

/// Whether this person said of a receipt that it is the payment, come back.
bool is_return_by(Transaction& tx, const PaymentId& payment, const PersonId& person);

/// How many other requests for the same recognition decision and purpose are paid, in whole or in
/// part, or ordered, or have come back and are owed to the person.
int requests_paid_besides(Transaction& tx, const Request& request);

void insert(Transaction& tx, const Payment& payment);

/// Writes all that another order or the bank may have changed.
void update(Transaction& tx, const Payment& payment);

/// One order of a payment: a line of a batch.
struct PaymentOrderRow {
  BatchId batch;
  int number;  ///< In the batch, from 1.
  PaymentId payment;
  std::string reference;
  Money amount;  ///< The payment's, or what of it had come back.
  std::string
      reference_key;  ///< Opens the record's commitment to the reference; kept in the vault.
};

void insert(Transaction& tx, const PaymentOrderRow& row);

/// The lines of a batch in order, whatever became of them. One whose key is lost has an empty key.
std::vector<PaymentOrderRow> orders_of(Transaction& tx, const BatchId& batch);

}  // namespace relief::storage
