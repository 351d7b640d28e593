#pragma once

#include <cstdint>

#include "ledger/books/payment_lines.h"
#include "ledger/cases/work.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/requests.h"

namespace relief {

PaymentTerms terms_of(const storage::Payment& payment);

/// What is open of a payment: ordered and not booked (2110), or come back and owed to the person
/// (2100). Zero or above.
Money ordered_of(Work& work, const storage::Payment& payment);
Money owed_of(Work& work, const storage::Payment& payment);

/// Writes what became of a payment and its request, once the entry of record `seq` is posted: the
/// bank booked `booked` more for it, and `back` more came back. Negative where an earlier word is
/// taken back.
void note_movement(Work& work, storage::Payment payment, const Money& booked, const Money& back,
                   std::uint64_t seq);

/// Whether a failed payment's request stands as it was approved for it, with its money reserved.
bool stands_reserved(const storage::Request& request, const storage::Payment& payment);

/// Writes what became of a payment and its request, once the entry of record `seq` explains a debit
/// that nobody had ordered as `amount` of it. Where no order stood, it is paid: and so is the
/// request, where it stands as it did for the order.
void note_explained(Work& work, storage::Payment payment, const Money& amount, std::uint64_t seq);

/// Refuses to pay for a request once as many others were paid for the same recognition decision as
/// the purpose allows; not so what failed or was given up.
/// Throws Error{refused}.
void require_paid_within_limit(Work& work, const storage::Request& request);

/// Undoes the last order of a payment of which the bank has booked nothing (E9), by `record`, which
/// gets the entry: as a signed act, or as the consequence of one. The request is
/// approved again, with its money reserved; or returned, where it was ordered again after it had
/// come back. Returns the seq.
/// Throws Error{conflict} where nothing is ordered, some of it is booked, or a debit that names it
/// is unexplained.
std::uint64_t undo_order(Work& work, storage::Payment payment, Record record, bool is_signed);

}  // namespace relief
