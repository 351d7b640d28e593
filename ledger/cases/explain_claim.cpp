#include "ledger/cases/explain_claim.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/base/at_field.h"
#include "ledger/cases/claim.h"
#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/requests.h"
#include "ledger/storage/transfers.h"

namespace relief {
namespace {

using storage::PaymentStatus;

/// A claim, and how much of it is asked for.
struct AskedClaim {
  Claim claim;
  std::optional<Money> asked;

  /// The amount to explain, when `open` of what it is can take it.
  [[nodiscard]] Money up_to(const Money& open) const {
    auto amount = asked ? claim.part(asked) : std::min(claim.left, open);
    at_field("/amount", [&] {
      require(amount <= open, Errc::conflict, "less than that is open of what the debit was");
    });
    return amount;
  }
  /// All of `open`: what isn't ordered now is explained as the order would have been, in full.
  [[nodiscard]] Money whole(const Money& open) const {
    at_field("/amount", [&] {
      require(claim.part(asked) >= open && asked.value_or(open) == open, Errc::conflict,
              "no order of this payment stands, so it is explained in full: " + open.decimal() +
                  " " + std::string{open.currency().code});
    });
    return open;
  }
};

/// What a claim turns out to be.
struct Meaning {
  std::string as;
  std::string item;
  std::string fund;  ///< Empty where nobody's money stays nobody's.
  Money amount;
  std::vector<Line> lines;  ///< Besides those that close the claim.
  std::optional<storage::Payment> payment = std::nullopt;
};

/// A second payment of the same thing isn't help, but a loss: whoever has the money by another
/// payment of the request, or of another request for the same decision, isn't paid by this one.
void require_paid_once(Work& work, const storage::Payment& payment) {
  const auto request = storage::find_request(work.tx(), payment.request);
  for (const auto& other : storage::find_payments(work.tx(), {.request = request.id.text()})) {
    const bool pays = other.status == PaymentStatus::ordered || other.status == PaymentStatus::paid;
    require(other.id == payment.id || !pays, Errc::conflict,
            "the request is paid by another payment: what was debited besides comes back, or is "
            "written off");
  }
  require_paid_within_limit(work, request);
}

/// The lines of a payment of which no order stands, and how much they are.
std::pair<Money, std::vector<Line>> debited_after_all(Work& work, const AskedClaim& asked,
                                                      const storage::Payment& payment) {
  const auto terms = terms_of(payment);
  if (payment.status == PaymentStatus::returned) {
    const auto amount = asked.whole(owed_of(work, payment));
    return {amount, debited_lines(terms, "2100", amount)};
  }
  const auto amount = asked.whole(payment.amount);
  if (stands_reserved(storage::find_request(work.tx(), payment.request), payment)) {
    return {amount, debited_reserve_lines(terms, amount)};
  }
  require_available(work, terms.fund, asked.claim, amount);
  return {amount, debited_lines(terms, terms.expense_account, amount)};
}

Meaning payment_meant(Work& work, const AskedClaim& asked, const PaymentId& id) {
  auto payment = storage::find_payment(work.tx(), id);
  require(payment.place.text() == asked.claim.place, Errc::refused,
          "this payment is made from another place than the claim is about");
  Meaning meaning{.as = "payment",
                  .item = id.text(),
                  .fund = payment.fund.text(),
                  .amount = ordered_of(work, payment),
                  .lines = {}};
  if (payment.status == PaymentStatus::ordered) {
    meaning.amount = asked.up_to(meaning.amount);
    meaning.lines = debited_lines(terms_of(payment), "2110", meaning.amount);
  } else {
    require(payment.status == PaymentStatus::failed || payment.status == PaymentStatus::returned,
            Errc::conflict,
            "nothing of this payment is open: what was debited besides comes back, or is written "
            "off");
    require_paid_once(work, payment);
    std::tie(meaning.amount, meaning.lines) = debited_after_all(work, asked, payment);
  }
  meaning.payment = std::move(payment);
  return meaning;
}

Meaning transfer_meant(Work& work, const AskedClaim& asked, const TransferId& id) {
  const auto transfer = storage::find_transfer(work.tx(), id);
  const auto& place = asked.claim.place;
  require(transfer.from.text() == place, Errc::refused,
          "this transfer leaves another place than the claim is about");
  const auto open = -work.books().item("2110", place, id.text(), transfer.amount.currency());
  require(!open.is_zero(), Errc::conflict,
          "nothing of this transfer is ordered any more: it has left, or was given up");
  const auto amount = asked.up_to(open);
  const auto& fund = transfer.fund.text();
  return {.as = "transfer",
          .item = id.text(),
          .fund = fund,
          .amount = amount,
          .lines = pair("2110", "1100", place, fund, id.text(), amount)};
}

Meaning return_meant(Work& work, const AskedClaim& asked, const ReceiptId& id) {
  const auto receipt = storage::find_item(work.tx(), "2110", id.text());
  require(receipt.has_value(), Errc::not_found, "no such receipt is on its way back");
  const auto& place = asked.claim.place;
  require(receipt->place == place, Errc::refused,
          "this receipt goes back from another place than the claim is about");
  const auto open = -work.books().item("2110", place, id.text(), receipt->amount.currency());
  require(!open.is_zero(), Errc::conflict, "this receipt has gone back already");
  const auto amount = asked.up_to(open);
  return {.as = "return", .item = id.text(), .fund = {}, .amount = amount, .lines = {}};
}

Meaning charge_meant(Work& work, const AskedClaim& asked) {
  const auto amount = asked.up_to(asked.claim.left);
  const auto fund = storage::find_fund_by_code(work.tx(), work.rulebook().charges.fund);
  require(fund.has_value(), Errc::refused, "the fund that bears charges hasn't been opened");
  require_available(work, fund->id.text(), asked.claim, amount);
  const auto id = work.new_id<ChargeId>();
  return {.as = "charge",
          .item = id.text(),
          .fund = fund->id.text(),
          .amount = amount,
          .lines = pair("5700", "1100", asked.claim.place, fund->id.text(), id.text(), amount)};
}

Meaning meaning_of(Work& work, const AskedClaim& asked, const PaymentId& id) {
  return at_field("/payment", [&] { return payment_meant(work, asked, id); });
}
Meaning meaning_of(Work& work, const AskedClaim& asked, const TransferId& id) {
  return at_field("/transfer", [&] { return transfer_meant(work, asked, id); });
}
Meaning meaning_of(Work& work, const AskedClaim& asked, const ReceiptId& id) {
  return at_field("/receipt", [&] { return return_meant(work, asked, id); });
}
Meaning meaning_of(Work& work, const AskedClaim& asked, const BankCharge&) {
  return at_field("/as", [&] { return charge_meant(work, asked); });
}

std::vector<Line> lines_of(const Claim& claim, const Meaning& meaning) {
  if (meaning.fund.empty()) {
    // Two of nobody's that cancel: no money of anybody's moves.
    auto lines = pair("2110", "1200", claim.place, unassigned_fund, meaning.item, meaning.amount);
    lines.back().item = claim.id.text();
    return lines;
  }
  auto lines = claim.cleared(meaning.amount);
  extend(lines, meaning.lines);
  return lines;
}

Record record_of(const Work& work, const Claim& claim, const Meaning& meaning) {
  nlohmann::json fields{{"claim", claim.id.text()},
                        {"as", meaning.as},
                        {"item", meaning.item},
                        {"money", meaning.amount.units_text()},
                        {"currency", meaning.amount.currency().code}};
  if (!meaning.fund.empty()) fields["fund"] = meaning.fund;
  auto record =
      under_rule(work, "claim_explained", {.kind = "claim.explained", .fields = std::move(fields)});
  record.entry = Entry{.on = work.today(), .lines = lines_of(claim, meaning)};
  return record;
}

}  // namespace

Facts explain_claim(Work& work, const Explanation& input) {
  const AskedClaim asked{.claim = find_claim(work, input.claim), .asked = input.amount};
  const auto& claim = asked.claim;
  auto meaning = std::visit([&](const auto& as) { return meaning_of(work, asked, as); }, input.as);
  const auto seq = work.append_signed(record_of(work, claim, meaning), {.target = claim.id.text(),
                                                                        .money = meaning.amount,
                                                                        .fund = meaning.fund,
                                                                        .place = claim.place});
  if (meaning.payment) {
    note_explained(work, *std::move(meaning.payment), meaning.amount, seq);
  }
  if (!meaning.fund.empty()) commit_waiting(work, meaning.fund, claim.place, seq);
  return {{"id", claim.id.text()}, {"item", meaning.item}, {"seq", seq}};
}

}  // namespace relief
