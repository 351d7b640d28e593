#include "reconciliation/settle.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ledger/cases/payment_progress.h"
#include "ledger/storage/funds.h"
#include "ledger/storage/payments.h"
#include "reconciliation/reason.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t group_items = 100;  // Of one record, well below its limit of bytes and lines.

/// Why more was debited for an order than is open of it.
std::string_view excess_code(const Expected& item, const Money& part) {
  if (!item.stray_code.empty()) return item.stray_code;
  const bool is_repeat = part.is_zero() && item.item.kind == ItemKind::payment;
  return is_repeat ? duplicate_payment_code : "AMOUNT_DIFF";
}

std::string_view reason_of(const Match& match) {
  return match.reason ? reason_names.text(*match.reason) : std::string_view{};
}

}  // namespace

const Expected& Settler::expected(const std::string& item) const {
  const auto found =
      std::ranges::find_if(expected_, [&](const auto& each) { return each.item.item == item; });
  ensure(found != expected_.end(), "a match names only items that it was given");
  return *found;
}

Settlement Settler::settle(const Match& match, std::vector<std::string> named) {
  const auto amount = match.amount.magnitude();
  switch (match.outcome) {
    case Outcome::settled: {
      const auto& item = expected(match.items.front());
      return match.amount.is_negative() ? order_settled(item, amount)
                                        : receipt_settled(item, amount);
    }
    case Outcome::returned: return came_back(expected(match.items.front()), amount, "2100");
    case Outcome::undone: return came_back(expected(match.items.front()), amount, "2110");
    case Outcome::charge: return charge(amount);
    case Outcome::interest: return interest(amount);
    case Outcome::batch: break;
    case Outcome::unmatched: {
      if (match.amount.is_negative()) return stray_debit(match, std::move(named));
      Settlement settlement;
      add_unknown_receipt(settlement, amount, reason_of(match));
      return settlement;
    }
  }
  throw InvariantBroken{"a batch is settled in groups"};
}

std::vector<Settlement> Settler::settle_batch(const Match& match) {
  std::vector<Settlement> groups, strays;
  for (std::size_t i = 0; i < match.items.size(); ++i) {
    if (i % group_items == 0) groups.emplace_back();
    const auto& item = expected(match.items[i]);
    auto one = order_settled(item, item.item.amount.magnitude());
    if (!one.code.empty()) {
      strays.push_back(std::move(one));
      continue;
    }
    auto& group = groups.back();
    group.items.insert(group.items.end(), one.items.begin(), one.items.end());
    extend(group.lines, std::move(one.lines));
    group.cause.insert(group.cause.end(), one.cause.begin(), one.cause.end());
  }
  for (auto& group : groups) {
    std::ranges::sort(group.cause);
    group.cause.erase(std::unique(group.cause.begin(), group.cause.end()), group.cause.end());
  }
  std::erase_if(groups, [](const Settlement& group) { return group.lines.empty(); });
  std::ranges::move(strays, std::back_inserter(groups));
  return groups;
}

Settlement Settler::order_settled(const Expected& item, const Money& amount) {
  const auto& id = item.id;
  const auto place = place_.id.text();
  const auto open = item.stray_code.empty()
                        ? -work_.books().item("2110", place, id, *place_.currency)
                        : Money::zero(*place_.currency);
  const auto part = std::min(open, amount);
  Settlement settlement{.items = {id}, .lines = {}, .code = {}, .cause = {item.ordered_seq}};
  if (!part.is_zero()) {
    settlement.lines = pair("2110", "1100", place, item.fund, id, part);
    if (item.item.kind == ItemKind::payment) {
      moves_.push_back({.payment = id, .booked = part, .back = Money::zero(*place_.currency)});
    }
  }
  if (part < amount) add_stray_debit(settlement, amount - part, excess_code(item, part));
  return settlement;
}

Settlement Settler::stray_debit(const Match& match, std::vector<std::string> named) {
  Settlement settlement{.items = std::move(named), .lines = {}, .code = {}, .cause = {}};
  std::string code{reason_of(match)};
  if (match.alternatives.size() == 1) {
    const auto& only = expected(match.alternatives.front());
    if (!only.stray_code.empty()) code = only.stray_code;
  }
  add_stray_debit(settlement, match.amount.magnitude(), code);
  return settlement;
}

Settlement Settler::receipt_settled(const Expected& item, const Money& amount) {
  const auto& id = item.id;
  const bool transfer = item.item.kind == ItemKind::transfer;
  const auto* account = transfer ? "1160" : "1150";
  const auto from = transfer ? item.from_place : place_.id.text();
  const auto part = std::min(work_.books().item(account, from, id, *place_.currency), amount);
  Settlement settlement{.items = {id}, .lines = {}, .code = {}, .cause = {item.ordered_seq}};
  if (!part.is_zero()) {
    settlement.lines = pair("1100", account, place_.id.text(), item.fund, id, part);
    settlement.lines[1].place = from;
    richer_.insert(item.fund);
  }
  if (part < amount) add_unknown_receipt(settlement, amount - part, "AMOUNT_DIFF");
  return settlement;
}

Settlement Settler::came_back(const Expected& item, const Money& amount, std::string_view account) {
  const auto& id = item.id;
  const auto part = std::min(still_out(id), amount);
  Settlement settlement{.items = {id}, .lines = {}, .code = {}, .cause = {item.ordered_seq}};
  if (!part.is_zero()) {
    settlement.lines = pair("1100", account, place_.id.text(), item.fund, id, part);
    moves_.push_back({.payment = id, .booked = Money::zero(*place_.currency), .back = part});
  }
  if (part < amount) add_unknown_receipt(settlement, amount - part, "AMOUNT_DIFF");
  return settlement;
}

Settlement Settler::charge(const Money& amount) {
  const auto fund = storage::find_fund_by_code(work_.tx(), work_.rulebook().charges.fund);
  const auto place = place_.id.text();
  Settlement settlement;
  if (fund && work_.books().available(fund->id.text(), place, *place_.currency) >= amount) {
    const auto id = work_.new_id<ChargeId>();
    settlement.items = {id.text()};
    settlement.lines = pair("5700", "1100", place, fund->id.text(), id.text(), amount);
  } else {
    add_stray_debit(settlement, amount, "FEE_UNEXPECTED");
  }
  return settlement;
}

Settlement Settler::interest(const Money& amount) {
  const auto fund = storage::find_fund_by_code(work_.tx(), work_.rulebook().charges.fund);
  Settlement settlement;
  if (!fund) {
    add_unknown_receipt(settlement, amount, "UNIDENTIFIED_RECEIPT");
    return settlement;
  }
  const auto id = work_.new_id<ReceiptId>();
  settlement.items = {id.text()};
  settlement.lines = pair("1100", "4600", place_.id.text(), fund->id.text(), id.text(), amount);
  richer_.insert(fund->id.text());
  return settlement;
}

void Settler::add_unknown_receipt(Settlement& settlement, const Money& amount,
                                  std::string_view code) {
  const auto id = work_.new_id<ReceiptId>();
  settlement.items.push_back(id.text());
  extend(settlement.lines,
         pair("1100", "2200", place_.id.text(), unassigned_fund, id.text(), amount));
  settlement.code = code;
}

void Settler::add_stray_debit(Settlement& settlement, const Money& amount, std::string_view code) {
  const auto id = work_.new_id<ClaimId>();
  settlement.items.push_back(id.text());
  extend(settlement.lines,
         pair("1200", "1100", place_.id.text(), unassigned_fund, id.text(), amount));
  settlement.code = code;
}

Money Settler::still_out(const std::string& payment) const {
  const auto stored = storage::find_payment(work_.tx(), PaymentId{payment});
  auto out = stored.booked - stored.back;
  for (const auto& move : moves_) {
    if (move.payment == payment) out += move.booked - move.back;
  }
  return out;
}

void record_moves(Work& work, std::span<const PaymentMove> moves, std::uint64_t seq) {
  for (const auto& move : moves) {
    note_movement(work, storage::find_payment(work.tx(), PaymentId{move.payment}), move.booked,
                  move.back, seq);
  }
}

}  // namespace relief::reconciliation
