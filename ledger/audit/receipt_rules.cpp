#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

/// A receipt that nobody knew, and what somebody says that it was (E4).
struct Identified {
  State& state;
  const Taken& taken;
  Fields fields{taken.record.fields};
  std::string receipt = fields.text("receipt");
  std::string item = fields.text("item");
  std::string fund = fields.text_if_any("fund");
  std::string place = place_in(taken.record.entry, "2200");
  Money amount = fields.money();

  [[nodiscard]] std::vector<Line> freed() const {
    return pair("2200", "1100", place, unassigned_fund, receipt, amount);
  }

  /// With money that arrives for an item, open at another place or at this.
  [[nodiscard]] std::vector<Line> arrived(std::string_view account, const std::string& from) const {
    auto lines = freed();
    auto more = pair("1100", account, place, fund, item, amount);
    if (!more.back().place.empty()) more.back().place = from;
    extend(lines, std::move(more));
    return lines;
  }

  [[nodiscard]] std::vector<Line> as_gift() const {
    const auto& source = state.rulebook.source(fields.text("source"));
    require(taken.record.fields.contains("reference"), Errc::malformed,
            "a gift's record commits to its reference");
    state.gifts.announce(item, source);
    return arrived(source.income_account, place);
  }

  /// For something that was announced, or is on its way, for the fund that it was.
  [[nodiscard]] std::vector<Line> as_expected(std::string_view account) const {
    const auto from = place_in(taken.record.entry, account);
    const ItemKey key{.account = std::string{account}, .place = from, .item = item};
    const auto open = state.book.items.find(key);
    require(open != state.book.items.end() && open->second.fund == fund, Errc::refused,
            "a receipt is identified as something that isn't open for this fund");
    return arrived(account, from);
  }

  [[nodiscard]] std::vector<Line> as_return() const {
    auto& payment = known(state.payments, item, "the log knows no such payment");
    require(payment.terms.place == place && payment.terms.fund == fund, Errc::refused,
            "a payment comes back to the place and fund that it left");
    payment.returned_by.insert(taken.envelope.by);
    return arrived("2100", place);
  }

  [[nodiscard]] std::vector<Line> as_claim() const {
    require(fund.empty(), Errc::refused, "two unknowns that cancel are no fund's");
    auto lines = pair("2200", "1200", place, unassigned_fund, receipt, amount);
    lines.back().item = item;
    return lines;
  }

  [[nodiscard]] std::vector<Line> lines() const {
    require(!amount.is_zero() && !amount.is_negative(), Errc::refused,
            "what is identified of a receipt is above zero");
    const auto as = fields.text("as");
    if (as == "donation") return as_gift();
    if (as == "announced") return as_expected("1150");
    if (as == "transfer") return as_expected("1160");
    if (as == "return") return as_return();
    require(as == "claim", Errc::malformed, "a receipt can't be identified as that");
    return as_claim();
  }
};

void receipt_identified(State& state, const Taken& taken) {
  const Identified identified{.state = state, .taken = taken};
  require(moves(taken.record.entry, identified.lines()), Errc::refused,
          "a receipt is booked as what it was identified as, in full");
}

void receipt_returned(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto place = place_in(taken.record.entry, "2200");
  const auto receipt = fields.text("receipt");
  const auto left = -state.book.item({.account = "2200", .place = place, .item = receipt});
  require(left > 0 && left == fields.money().units(), Errc::refused,
          "a receipt is sent back in full");
  require(moves(taken.record.entry,
                pair("2200", "2110", place, unassigned_fund, receipt, fields.money())),
          Errc::refused, "a receipt that is sent back is booked as such");
}

/// What will never come of an announced gift (E8b).
std::vector<Line> gift_remainder(const State& state, const Taken& taken, const std::string& gift,
                                 const Money& amount) {
  const auto income = state.gifts.income_account(gift);
  const auto place = place_in(taken.record.entry, "1150");
  const auto open = state.book.items.find({.account = "1150", .place = place, .item = gift});
  require(open != state.book.items.end() && open->second.amount == amount.units(), Errc::refused,
          "a remainder is cancelled in full");
  return pair(income, "1150", place, open->second.fund, gift, amount);
}

/// The rest of an order that was booked in part, of a transfer, or of a receipt that was to go
/// back.
std::vector<Line> order_remainder(const State& state, const Taken& taken, const std::string& item,
                                  const Money& amount) {
  const auto place = place_in(taken.record.entry, "2110");
  const auto open = state.book.items.find({.account = "2110", .place = place, .item = item});
  require(open != state.book.items.end() && -open->second.amount == amount.units(), Errc::refused,
          "a remainder is cancelled in full");
  if (item.starts_with(ReceiptTag::prefix)) {
    return pair("2110", "2200", place, unassigned_fund, item, amount);
  }
  const auto payment = state.payments.find(item);
  if (payment == state.payments.end()) {
    return pair("2110", "1160", place, open->second.fund, item, amount);
  }
  require(payment->second.out > 0, Errc::refused,
          "only an order that was booked in part has a remainder");
  return cut_order_lines(payment->second.terms, amount, taken.record.entry->on);
}

void remainder_cancelled(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto item = fields.text("item");
  const auto amount = fields.money();
  const auto lines = item.starts_with(GiftTag::prefix)
                         ? gift_remainder(state, taken, item, amount)
                         : order_remainder(state, taken, item, amount);
  require(moves(taken.record.entry, lines), Errc::refused,
          "a remainder that is cancelled is booked as such");
}

constexpr std::array receipt_rules{
    Rule{"receipt.identified", "receipt_identified", receipt_identified, true},
    Rule{"receipt.returned", "receipt_returned", receipt_returned, true},
    Rule{"remainder.cancelled", "remainder", remainder_cancelled, true},
};

}  // namespace

std::span<const Rule> rules_of_receipts() { return receipt_rules; }

}  // namespace relief::audit
