#include "ledger/cases/identify_receipt.h"

#include <algorithm>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/cases/under_rule.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/places.h"
#include "ledger/storage/transfers.h"

namespace relief {
namespace {

/// The receipt, and how much of it is asked for.
struct Unknown {
  ReceiptId id;
  std::string place;
  Date since;
  Money left;
  std::optional<Money> asked;

  /// The amount to identify, when `open` of what it is can take it.
  [[nodiscard]] Money part(const Money& open) const {
    require(open.currency() == left.currency(), Errc::refused,
            "the receipt is in another currency");
    auto amount = asked.value_or(std::min(left, open));
    require(!amount.is_zero() && !amount.is_negative() && amount <= left && amount <= open,
            Errc::conflict, "that much of this isn't open: it was settled or undone before");
    return amount;
  }
  /// Out of suspense.
  [[nodiscard]] std::vector<Line> freed(const Money& amount) const {
    return pair("2200", "1100", place, unassigned_fund, id.text(), amount);
  }
};

/// What identification makes of it.
struct Finding {
  std::string as;
  std::string item;
  std::string fund;  ///< Empty where nobody's money stays nobody's.
  Money amount;
  std::vector<Line> lines;
  std::optional<NextGift> gift = std::nullopt;
  std::optional<storage::Payment> payment = std::nullopt;
};

Unknown find_unknown(Work& work, const Identification& input) {
  const auto item = storage::find_item(work.tx(), "2200", input.receipt.text());
  require(item.has_value(), Errc::not_found, "there is no such receipt");
  const auto left = -work.books().item("2200", item->place, item->item, item->amount.currency());
  require(!left.is_zero(), Errc::conflict, "nothing of this receipt is unknown any more");
  require(!input.amount || input.amount->currency() == left.currency(), Errc::refused,
          "the receipt is in another currency");
  return {.id = input.receipt,
          .place = item->place,
          .since = item->since,
          .left = left,
          .asked = input.amount};
}

/// Money that arrives at the receipt's place for an item that stands open at `from`.
std::vector<Line> arrival(const Unknown& unknown, std::string_view account, const std::string& from,
                          const std::string& fund, const std::string& item, const Money& amount) {
  auto lines = pair("1100", account, unknown.place, fund, item, amount);
  lines.back().place = from;
  return lines;
}

Finding finding_of(Work& work, const Unknown& unknown, NewGift terms) {
  terms.amount = unknown.part(unknown.left);
  terms.place = PlaceId{unknown.place};
  terms.received_on = unknown.since;
  auto next = next_gift(work, terms);
  const auto gift = next.gift;
  auto lines = unknown.freed(gift.amount);
  extend(lines, pair("1100", next.income_account, unknown.place, gift.fund.text(), gift.id.text(),
                     gift.amount));
  return {.as = "donation",
          .item = gift.id.text(),
          .fund = gift.fund.text(),
          .amount = gift.amount,
          .lines = std::move(lines),
          .gift = std::move(next)};
}

Finding finding_of(Work& work, const Unknown& unknown, const GiftId& id) {
  const auto gift = storage::find_gift(work.tx(), id);
  const auto open = work.books().item("1150", gift.place.text(), id.text(), gift.amount.currency());
  const auto amount = unknown.part(open);
  auto lines = unknown.freed(amount);
  extend(lines, arrival(unknown, "1150", gift.place.text(), gift.fund.text(), id.text(), amount));
  return {.as = "announced",
          .item = id.text(),
          .fund = gift.fund.text(),
          .amount = amount,
          .lines = std::move(lines)};
}

Finding finding_of(Work& work, const Unknown& unknown, const PaymentId& id) {
  auto payment = storage::find_payment(work.tx(), id);
  require(payment.place.text() == unknown.place, Errc::refused,
          "this payment was made from another place");
  const auto amount = unknown.part(payment.booked - payment.back);
  auto lines = unknown.freed(amount);
  const auto fund = payment.fund.text();
  extend(lines, pair("1100", "2100", unknown.place, fund, id.text(), amount));
  return {.as = "return",
          .item = id.text(),
          .fund = fund,
          .amount = amount,
          .lines = std::move(lines),
          .payment = std::move(payment)};
}

Finding finding_of(Work& work, const Unknown& unknown, const TransferId& id) {
  const auto transfer = storage::find_transfer(work.tx(), id);
  const auto& from = transfer.from.text();
  // It arrives, or bounces.
  require(transfer.to.text() == unknown.place || from == unknown.place, Errc::refused,
          "this transfer leads from another place to another");
  const auto amount =
      unknown.part(work.books().item("1160", from, id.text(), transfer.amount.currency()));
  auto lines = unknown.freed(amount);
  extend(lines, arrival(unknown, "1160", from, transfer.fund.text(), id.text(), amount));
  return {.as = "transfer",
          .item = id.text(),
          .fund = transfer.fund.text(),
          .amount = amount,
          .lines = std::move(lines)};
}

Finding finding_of(Work& work, const Unknown& unknown, const ClaimId& id) {
  const auto claim = storage::find_item(work.tx(), "1200", id.text());
  require(claim.has_value(), Errc::not_found, "there is no such claim");
  require(claim->place == unknown.place, Errc::refused, "this claim is about another place");
  const auto amount =
      unknown.part(work.books().item("1200", claim->place, id.text(), claim->amount.currency()));
  // Two unknowns that cancel: no money of anybody's moves.
  auto lines = pair("2200", "1200", unknown.place, unassigned_fund, unknown.id.text(), amount);
  lines.back().item = id.text();
  return {
      .as = "claim", .item = id.text(), .fund = {}, .amount = amount, .lines = std::move(lines)};
}

Record record_of(const Work& work, const Unknown& unknown, const Finding& finding) {
  nlohmann::json fields{{"receipt", unknown.id.text()},
                        {"as", finding.as},
                        {"item", finding.item},
                        {"money", finding.amount.units_text()},
                        {"currency", finding.amount.currency().code}};
  if (!finding.fund.empty()) fields["fund"] = finding.fund;
  if (finding.gift) {
    const auto& gift = finding.gift->gift;
    fields["source"] = gift.source;
    fields["donor"] = gift.donor.text();
    fields["date"] = to_text(gift.received_on);
    fields["reference"] = to_base64url(finding.gift->reference.value);
    fields["evidence"] = evidence_fields(*finding.gift);
  }
  auto record = under_rule(work, "receipt_identified",
                           {.kind = "receipt.identified", .fields = std::move(fields)});
  record.entry = Entry{.on = work.today(), .lines = finding.lines};
  return record;
}

}  // namespace

Facts identify_receipt(Work& work, Identification input) {
  const auto unknown = find_unknown(work, input);
  auto finding = std::visit([&](auto&& as) { return finding_of(work, unknown, as); }, input.as);
  const auto seq =
      work.append_signed(record_of(work, unknown, finding), {.target = unknown.id.text(),
                                                             .money = finding.amount,
                                                             .fund = finding.fund,
                                                             .place = unknown.place});
  if (finding.gift) insert_gift(work, *std::move(finding.gift), seq);
  if (finding.payment) {
    const auto none = Money::zero(finding.amount.currency());
    note_movement(work, *std::move(finding.payment), none, finding.amount, seq);
  }
  if (!finding.fund.empty()) commit_waiting(work, finding.fund, unknown.place, seq);
  return {{"id", unknown.id.text()}, {"item", finding.item}, {"seq", seq}};
}

}  // namespace relief
