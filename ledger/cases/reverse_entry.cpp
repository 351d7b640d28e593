#include "ledger/cases/reverse_entry.h"

#include <utility>

#include "ledger/books/record_kinds.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/proof/canonical.h"
#include "ledger/storage/reversals.h"

namespace relief {
namespace {

Record stored_record(Work& work, std::uint64_t seq) {
  const auto bytes = storage::record_bytes(work.tx(), seq);
  const CurrencyOfPlace currency_of = [&](const std::string& place) -> const Currency& {
    return *work.place(PlaceId{place}).currency;
  };
  return record_of(parse_canonical(bytes), currency_of).record;
}

/// A return that was identified wrongly didn't come back.
void take_back_return(Work& work, const Record& original, std::uint64_t seq) {
  if (original.kind != "receipt.identified" || original.fields.at("as") != "return") return;
  auto payment =
      storage::find_payment(work.tx(), PaymentId{original.fields.at("item").get<std::string>()});
  const auto& in = payment.amount.currency();
  const auto back = Money::of_units(original.fields.at("money").get<std::string>(), in);
  note_movement(work, std::move(payment), Money::zero(in), -back, seq);
}

}  // namespace

Facts reverse_entry(Work& work, std::uint64_t reversed) {
  const auto original = stored_record(work, reversed);
  require(record_kind(original.kind).reversible && original.entry, Errc::refused,
          "a record of this kind isn't reversed");
  require(!storage::reversal_of(work.tx(), reversed), Errc::conflict,
          "this entry was reversed before");
  auto record =
      under_rule(work, "reversal", {.kind = "entry.reversed", .fields = {{"reversed", reversed}}});
  record.entry = mirrored(*original.entry, work.today());
  record.cause = {reversed};
  const auto seq = work.append_signed(std::move(record), {.target = std::to_string(reversed)});
  storage::insert_reversal(work.tx(), reversed, seq);
  take_back_return(work, original, seq);
  return {{"id", std::to_string(reversed)}, {"seq", seq}};
}

}  // namespace relief
