#include "reconciliation/totals.h"

namespace relief::reconciliation {
namespace {

void add_to(std::optional<Money>& sum, const Money& amount) {
  if (sum) {
    *sum += amount;
  } else {
    sum = amount;
  }
}

void count(Totals::Tallies& tallies, const StatementLine& line) {
  const auto amount = line.amount.magnitude();
  ++tallies.all.count;
  add_to(tallies.all.sum, amount);
  if (!line.is_booked) return;
  ++tallies.booked.count;
  add_to(tallies.booked.sum, amount);
}

Money sum_of(const std::vector<Charge>& charges, const Currency& currency) {
  auto sum = Money::zero(currency);
  for (const auto& charge : charges) sum += charge.amount;
  return sum;
}

}  // namespace

void Totals::add(const StatementLine& line) {
  ++lines_;
  if (currency_ == nullptr) currency_ = &line.amount.currency();
  if (*currency_ != line.amount.currency()) is_mixed_ = true;
  if (is_mixed_) return;  // Nothing adds up any more.

  has_reversals_ |= line.is_reversal;
  count(any_, line);
  count(line.amount.is_negative() ? debits_ : credits_, line);
  if (line.is_booked) {
    add_to(booked_, line.amount);
    if (line.is_reversal) add_to(reversals_, line.amount);
  }
  constexpr std::size_t max_doubted = 100;
  if (doubted_.size() < max_doubted && !details_add_up(line)) doubted_.push_back(line.number);
}

Money Totals::booked(const Currency& currency) const {
  return booked_.value_or(Money::zero(currency));
}

Money Totals::reversals(const Currency& currency) const {
  return reversals_.value_or(Money::zero(currency));
}

bool details_add_up(const StatementLine& line) {
  if (line.details.empty()) return true;
  const auto& currency = line.amount.currency();
  auto details = Money::zero(currency);
  auto detail_charges = details;
  for (const auto& detail : line.details) {
    if (!detail.amount) return true;
    details += *detail.amount;
    detail_charges += sum_of(detail.particulars.charges, currency);
  }
  return line.amount == details ||
         line.amount == details + sum_of(line.particulars.charges, currency) ||
         line.amount == details + detail_charges;
}

}  // namespace relief::reconciliation
