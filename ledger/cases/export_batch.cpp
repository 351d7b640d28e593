#include "ledger/cases/export_batch.h"

#include <utility>

#include "ledger/aid/batch.h"
#include "ledger/base/text.h"
#include "ledger/cases/person_seal.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/places.h"

namespace relief {
namespace {

/// The account's holder, or the person where the payout names no other.
std::string holder_of(storage::Transaction& tx, const Secrets& secrets, const Payout& payout,
                      const CaseId& relief_case) {
  if (payout.holder) return *payout.holder;
  const PersonSeal person{tx, secrets, relief_case};
  const auto identity = person.open_identity(storage::sealed_identity(tx, relief_case));
  auto name = identity.given_name.value_or("");
  if (identity.family_name) name += (name.empty() ? "" : " ") + *identity.family_name;
  require(!name.empty(), Errc::refused,
          "a payment of this batch has an account whose holder nobody has named");
  return name;
}

/// The payout of the version that was ordered: the request may have been amended since.
CreditTransfer transfer_of(storage::Transaction& tx, const Secrets& secrets,
                           const storage::PaymentOrderRow& line) {
  const auto payment = storage::find_payment(tx, line.payment);
  const auto request = storage::find_request(tx, payment.request);
  const PersonSeal person{tx, secrets, request.relief_case};
  const auto payout = person.open_payout(request.id, payment.version,
                                         storage::find_payout(tx, request.id, payment.version));
  ensure(payout.iban.has_value(), "a payment from a bank account goes to a bank account");
  return {.reference = line.reference,
          .amount = line.amount,
          .creditor_name = holder_of(tx, secrets, payout, request.relief_case),
          .creditor_iban = *payout.iban,
          .remittance = line.reference};
}

std::string bank_file(storage::Transaction& tx, const Secrets& secrets, const storage::Batch& batch,
                      const storage::Place& place, Pain001Version version) {
  PaymentOrder order{.message_id = message_id(batch.id),
                     .created = batch.ordered_at,
                     .execution_date = batch.execution_date,
                     .debtor_name = batch.payer,
                     .debtor_iban = place.iban,
                     .payments = {}};
  for (const auto& line : storage::orders_of(tx, batch.id)) {
    order.payments.push_back(transfer_of(tx, secrets, line));
  }
  return pain001(order, version);
}

std::string cash_list(storage::Transaction& tx, const storage::Batch& batch) {
  nlohmann::json list{{"batch", batch.id.text()},
                      {"place", batch.place.text()},
                      {"execution_date", to_text(batch.execution_date)},
                      {"total", batch.total.decimal()},
                      {"currency", batch.total.currency().code},
                      {"payments", nlohmann::json::array()}};
  for (const auto& line : storage::orders_of(tx, batch.id)) {
    list["payments"].push_back({{"payment", line.payment.text()},
                                {"reference", line.reference},
                                {"amount", line.amount.decimal()}});
  }
  return list.dump(1) + "\n";
}

}  // namespace

std::string batch_file(storage::Transaction& tx, const Secrets& secrets, const BatchId& id,
                       ExportFormat format) {
  const auto batch = storage::find_batch(tx, id);
  require(batch.state != storage::BatchState::cancelled, Errc::conflict,
          "this batch was cancelled");
  const auto place = storage::find_place(tx, batch.place);
  const bool box = place.type == storage::PlaceType::box;
  require(box == (format == ExportFormat::order), Errc::refused,
          "a bank takes pain.001, a cash box its order");
  if (box) return cash_list(tx, batch);
  return bank_file(tx, secrets, batch, place,
                   format == ExportFormat::pain001_v03 ? Pain001Version::v03 : Pain001Version::v09);
}

Facts export_batch(Work& work, const BatchId& id, ExportFormat format) {
  const auto file = batch_file(work.tx(), work.secrets(), id, format);
  const auto batch = storage::find_batch(work.tx(), id);
  const std::string name{export_formats.text(format)};
  const auto earlier = storage::find_export(work.tx(), id, name);
  const auto commitment = earlier ? *earlier : commit_to(file, work.entropy());
  ensure(opens(commitment.value, commitment.key, file),
         "a batch's file is the same each time that it is given out");
  const auto seq = work.append({.kind = "batch.exported",
                                .fields = {{"batch", id.text()},
                                           {"count", batch.count},
                                           {"format", name},
                                           {"file", to_base64url(commitment.value)}},
                                .cause = {batch.seq}});
  if (!earlier) storage::insert_export(work.tx(), id, name, commitment);
  return {{"id", id.text()}, {"format", name}, {"seq", seq}};
}

}  // namespace relief
