#include "ledger/cases/cancel_remainder.h"

#include <utility>

#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/gifts.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/transfers.h"

namespace relief {
namespace {

/// What is open of something, and the lines that close it.
struct Remainder {
  std::string fund;
  std::string place;
  Money amount;
  std::vector<Line> lines;
  std::optional<storage::Payment> payment = std::nullopt;
};

void require_open(const Money& amount) {
  require(!amount.is_zero(), Errc::conflict, "nothing of this is open any more");
}

Remainder remainder_of(Work& work, const GiftId& id) {
  const auto gift = storage::find_gift(work.tx(), id);
  const auto& place = gift.place.text();
  const auto amount = work.books().item("1150", place, id.text(), gift.amount.currency());
  require_open(amount);
  const auto& income = work.rulebook().source(gift.source).income_account;
  return {.fund = gift.fund.text(),
          .place = place,
          .amount = amount,
          .lines = pair(income, "1150", place, gift.fund.text(), id.text(), amount)};
}

Remainder remainder_of(Work& work, const TransferId& id) {
  const auto transfer = storage::find_transfer(work.tx(), id);
  const auto& place = transfer.from.text();
  const auto amount = -work.books().item("2110", place, id.text(), transfer.amount.currency());
  require_open(amount);
  return {.fund = transfer.fund.text(),
          .place = place,
          .amount = amount,
          .lines = pair("2110", "1160", place, transfer.fund.text(), id.text(), amount)};
}

/// What was to go back to whoever sent it, and didn't, is unknown again.
Remainder remainder_of(Work& work, const ReceiptId& id) {
  const auto order = storage::find_item(work.tx(), "2110", id.text());
  require(order.has_value(), Errc::not_found, "this receipt wasn't sent back");
  const auto amount = -order->amount;
  require_open(amount);
  return {.fund = order->fund,
          .place = order->place,
          .amount = amount,
          .lines = pair("2110", "2200", order->place, order->fund, id.text(), amount)};
}

Remainder remainder_of(Work& work, const PaymentId& id) {
  const auto payment = storage::find_payment(work.tx(), id);
  const auto amount = ordered_of(work, payment);
  require_open(amount);
  require(
      payment.booked != payment.back, Errc::conflict,
      "only a payment that the bank booked in part has a remainder: one of which nothing is out "
      "has failed");
  return {.fund = payment.fund.text(),
          .place = payment.place.text(),
          .amount = amount,
          .lines = cut_order_lines(terms_of(payment), amount, work.today()),
          .payment = payment};
}

Remainder find_remainder(Work& work, const std::string& item) {
  if (GiftId::is_well_formed(item)) return remainder_of(work, GiftId{item});
  if (TransferId::is_well_formed(item)) return remainder_of(work, TransferId{item});
  if (ReceiptId::is_well_formed(item)) return remainder_of(work, ReceiptId{item});
  if (PaymentId::is_well_formed(item)) return remainder_of(work, PaymentId{item});
  throw Error{Errc::not_found, "there is nothing of this name that could have a remainder"};
}

}  // namespace

Facts cancel_remainder(Work& work, const std::string& item) {
  auto remainder = find_remainder(work, item);
  const auto& amount = remainder.amount;
  auto record = under_rule(
      work, "remainder",
      {.kind = "remainder.cancelled",
       .fields = {
           {"item", item}, {"money", amount.units_text()}, {"currency", amount.currency().code}}});
  record.entry = Entry{.on = work.today(), .lines = std::move(remainder.lines)};
  const auto seq = work.append_signed(
      std::move(record),
      {.target = item, .money = amount, .fund = remainder.fund, .place = remainder.place});
  if (remainder.payment) {
    const auto none = Money::zero(amount.currency());
    note_movement(work, *std::move(remainder.payment), none, none, seq);
  }
  commit_waiting(work, remainder.fund, remainder.place, seq);
  return {{"id", item}, {"seq", seq}};
}

}  // namespace relief
