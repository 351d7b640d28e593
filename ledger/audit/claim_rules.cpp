#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

/// Borne by a fund, as `by` tells, instead of nobody.
std::vector<Line> borne(const std::string& place, const std::string& claim, const Money& amount,
                        std::vector<Line> by) {
  auto lines = pair("1100", "1200", place, unassigned_fund, claim, amount);
  extend(lines, std::move(by));
  return lines;
}

/// A debit that nobody had ordered, and what somebody says that it was (E23).
struct Explained {
  State& state;
  const Taken& taken;
  Fields fields{taken.record.fields};
  std::string claim = fields.text("claim");
  std::string item = fields.text("item");
  std::string fund = fields.text_if_any("fund");
  std::string place = place_in(taken.record.entry, "1200");
  Money amount = fields.money();

  /// Whoever has the money by another payment isn't paid by this one.
  void check_paid_once(const Payment& payment, const Request& request) const {
    const bool otherwise = std::ranges::any_of(request.payments, [&](const std::string& id) {
      return id != item && pays(state.payments.at(id));
    });
    require(!otherwise, Errc::refused,
            "a debit is explained as a payment whose request another one pays");
    check_limit(state, payment.request, request);
  }

  /// A payment of which no order stands: in full, as if it had been ordered and booked.
  [[nodiscard]] std::vector<Line> after_all(Payment& payment, Request& request) const {
    check_paid_once(payment, request);
    if (payment.status == RequestStatus::returned) {
      require(amount == owed_of(state, payment), Errc::refused,
              "a payment that had come back is explained in full");
      return debited_lines(payment.terms, "2100", amount);
    }
    require(payment.status == RequestStatus::failed && amount == payment.amount, Errc::refused,
            "a debit is explained as a payment that isn't open, or in part");
    payment.status = RequestStatus::paid;
    payment.terms.expensed_on = taken.record.entry->on;
    const bool reserved =
        request.version == payment.version && request.status == RequestStatus::approved;
    if (!reserved) return debited_lines(payment.terms, payment.terms.expense_account, amount);
    request.status = RequestStatus::paid;
    return debited_reserve_lines(payment.terms, amount);
  }

  [[nodiscard]] std::vector<Line> as_payment() const {
    auto& payment = known(state.payments, item, "the log knows no such payment");
    require(payment.terms.place == place && payment.terms.fund == fund, Errc::refused,
            "a debit is explained by a payment of another place or fund");
    auto lines = payment.status == RequestStatus::ordered
                     ? debited_lines(payment.terms, "2110", amount)
                     : after_all(payment, state.requests.at(payment.request));
    payment.was_booked = true;
    return borne(place, claim, amount, std::move(lines));
  }

  [[nodiscard]] std::vector<Line> as_transfer() const {
    const ItemKey key{.account = "2110", .place = place, .item = item};
    const auto open = state.book.items.find(key);
    require(item.starts_with(TransferTag::prefix) && open != state.book.items.end() &&
                open->second.fund == fund,
            Errc::refused, "a debit is explained by a transfer that isn't open for this fund");
    return borne(place, claim, amount, pair("2110", "1100", place, fund, item, amount));
  }

  [[nodiscard]] std::vector<Line> as_return() const {
    require(item.starts_with(ReceiptTag::prefix) && fund.empty(), Errc::refused,
            "what goes back to whoever sent it is no fund's");
    auto lines = pair("2110", "1200", place, unassigned_fund, item, amount);
    lines.back().item = claim;
    return lines;
  }

  [[nodiscard]] std::vector<Line> as_charge() const {
    require(item.starts_with(ChargeTag::prefix) && !fund.empty() && fund != unassigned_fund,
            Errc::refused, "a charge is borne by a fund");
    return borne(place, claim, amount, pair("5700", "1100", place, fund, item, amount));
  }

  [[nodiscard]] std::vector<Line> lines() const {
    require(!amount.is_zero() && !amount.is_negative(), Errc::refused,
            "what is explained of a debit is above zero");
    const auto as = fields.text("as");
    if (as == "payment") return as_payment();
    if (as == "transfer") return as_transfer();
    if (as == "return") return as_return();
    require(as == "charge", Errc::malformed, "a debit can't be explained as that");
    return as_charge();
  }
};

void claim_explained(State& state, const Taken& taken) {
  const Explained explained{.state = state, .taken = taken};
  require(moves(taken.record.entry, explained.lines()), Errc::refused,
          "a debit is booked as what it was explained as");
}

void claim_written_off(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto fund = fields.text("fund");
  const auto claim = fields.text("claim");
  const auto place = place_in(taken.record.entry, "1200");
  const auto amount = fields.money();
  require(fund != unassigned_fund && state.funds.contains(fund), Errc::refused,
          "a loss is borne by a fund that was opened");
  require(!amount.is_zero() && !amount.is_negative(), Errc::refused,
          "what is written off is above zero");
  const auto lines = borne(place, claim, amount, pair("5900", "1100", place, fund, claim, amount));
  require(moves(taken.record.entry, lines), Errc::refused,
          "a claim that is written off is booked as such");
}

constexpr std::array claim_rules{
    Rule{"claim.explained", "claim_explained", claim_explained, true},
    Rule{"claim.written_off", "write_off", claim_written_off, true},
};

}  // namespace

std::span<const Rule> rules_of_claims() { return claim_rules; }

}  // namespace relief::audit
