#include "reconciliation/camt_entry.h"

#include <algorithm>
#include <utility>

#include "reconciliation/figures.h"

namespace relief::reconciliation {
namespace {

constexpr std::string_view detail_path = "NtryDtls/TxDtls";
constexpr std::string_view batch_path = "NtryDtls/Btch";

/// What stands below `block` in `path`, or nothing where it isn't in there.
std::optional<std::string_view> after_block(std::string_view block, std::string_view path) {
  if (!path.starts_with(block) || path.size() <= block.size() || path[block.size()] != '/') {
    return {};
  }
  return path.substr(block.size() + 1);
}

void fill(std::string& own, std::string& other) {
  if (own.empty()) own = std::move(other);
}

/// An entry with one detail is that detail: what both say is said once.
void fold(Particulars& line, Particulars detail) {
  fill(line.bank_reference, detail.bank_reference);
  fill(line.batch, detail.batch);
  fill(line.counterparty.name, detail.counterparty.name);
  fill(line.counterparty.account, detail.counterparty.account);
  fill(line.return_reason, detail.return_reason);
  fill(line.rate, detail.rate);
  // The detail's code is the finer one.
  if (!detail.bank_code.empty()) line.bank_code = std::move(detail.bank_code);
  line.is_return |= detail.is_return;
  if (!line.instructed) line.instructed = std::move(detail.instructed);
  if (line.charges.empty()) line.charges = std::move(detail.charges);
  if (!line.text.empty() && !detail.text.empty()) line.text += '\n';
  line.text += detail.text;
  for (auto& reference : detail.references) {
    if (std::ranges::find(line.references, reference) == line.references.end()) {
      line.references.push_back(std::move(reference));
    }
  }
}

}  // namespace

void CamtEntry::open(std::string_view path) {
  bytes_ += path == detail_path ? sizeof(Detail) : sizeof(Batch);
  if (is_too_large()) return;
  if (path == detail_path) details_.emplace_back();
  if (path == batch_path) batches_.emplace_back();
}

void CamtEntry::take(const CamtLeaf& leaf) {
  constexpr std::size_t of_a_text = 2 * sizeof(std::string);
  bytes_ += leaf.text.size() +
            (leaf.path.ends_with("Amt") ? sizeof(CamtParticulars::RawCharge) : of_a_text);
  if (is_too_large()) return;
  if (const auto path = after_block(detail_path, leaf.path); path && !details_.empty()) {
    details_.back().take({*path, leaf.text, leaf.currency});
  } else if (const auto field = after_block(batch_path, leaf.path); field && !batches_.empty()) {
    batches_.back().take({*field, leaf.text, leaf.currency});
  } else {
    take_own(leaf);
  }
}

void CamtEntry::Detail::take(const CamtLeaf& leaf) {
  if (leaf.path == "Amt") {
    amount = {std::string{leaf.text}, std::string{leaf.currency}};
  } else if (leaf.path == "CdtDbtInd") {
    direction = leaf.text;
  } else {
    particulars.take(leaf);
  }
}

void CamtEntry::Batch::take(const CamtLeaf& leaf) {
  // Our files give a message and its only batch one name; a bank may repeat either.
  if (leaf.path == "PmtInfId" || (leaf.path == "MsgId" && id.empty())) id = leaf.text;
  if (leaf.path == "NbOfTxs") count = leaf.text;
  if (leaf.path == "TtlAmt") total = {std::string{leaf.text}, std::string{leaf.currency}};
}

void CamtEntry::take_own(const CamtLeaf& leaf) {
  if (leaf.path == "Amt") {
    amount_ = {std::string{leaf.text}, std::string{leaf.currency}};
  } else if (leaf.path == "CdtDbtInd") {
    direction_ = leaf.text;
  } else if (leaf.path == "Sts" || leaf.path == "Sts/Cd") {
    status_ = leaf.text;
  } else if (leaf.path == "RvslInd") {
    reversal_ = leaf.text;
  } else if (leaf.path == "NtryRef") {
    reference_ = leaf.text;
  } else if (leaf.path == "BookgDt/Dt" || leaf.path == "BookgDt/DtTm") {
    booked_on_ = leaf.text;
  } else if (leaf.path == "ValDt/Dt" || leaf.path == "ValDt/DtTm") {
    value_on_ = leaf.text;
  } else {
    particulars_.take(leaf);
  }
}

std::optional<StatementLine> CamtEntry::line(const Around& around, FaultList& faults) const {
  if (is_too_large()) {
    faults.add(place_, Reason::format_invalid, "the entry is too large");
    return {};
  }
  const auto core = this->core(around, faults);
  if (!core) return {};
  const auto& currency = core->amount.currency();

  StatementLine line{
      .number = number_,
      .amount = core->amount,
      .booked_on = core->booked_on,
      .value_on = core->value_on,
      .is_booked = status_ == "BOOK",
      .is_reversal = read_truth(reversal_).value_or(false),
      .entry_reference = reference_,
      .particulars =
          particulars_.particulars(currency, core->is_credit, around.own_account, place_, faults),
      .batches = batches(currency, faults),
      .details = {},
  };
  for (int number = 1; number <= static_cast<int>(details_.size()); ++number) {
    line.details.push_back(detail(number, *core, around.own_account, faults));
  }
  if (line.details.size() == 1) fold(line.particulars, line.details.front().particulars);
  return line;
}

std::optional<CamtEntry::Core> CamtEntry::core(const Around& around, FaultList& faults) const {
  const auto amount = this->amount(faults);
  const auto credit = is_credit(direction_);
  if (!credit) {
    faults.add(place_ + "/CdtDbtInd", Reason::format_invalid, "the entry has no direction");
  }
  if (status_.empty()) {
    faults.add(place_ + "/Sts", Reason::format_invalid,
               "the entry doesn't say whether it is booked");
  }
  if (!reversal_.empty() && !read_truth(reversal_)) {
    faults.add(place_ + "/RvslInd", Reason::format_invalid, "this is neither true nor false");
  }
  // One of two days may be absent, and then is the other. News may have neither: they are of the
  // day that they were written on.
  const bool is_news = around.kind != Kind::statement || status_ != "BOOK";
  const auto& booked_text = booked_on_.empty() ? value_on_ : booked_on_;
  const auto booked_on = booked_text.empty() && is_news && around.created
                             ? around.created
                             : day(booked_text, "BookgDt", faults);
  const auto value_on = value_on_.empty() ? booked_on : day(value_on_, "ValDt", faults);
  if (!amount || !credit || status_.empty() || !booked_on || !value_on) return {};
  return Core{*credit ? *amount : -*amount, *credit, *booked_on, *value_on};
}

std::optional<Money> CamtEntry::amount(FaultList& faults) const {
  const auto place = place_ + "/Amt";
  if (amount_.text.empty()) {
    faults.add(place, Reason::format_invalid, "the entry has no amount");
    return {};
  }
  const auto* currency = find_currency(amount_.currency);
  if (currency == nullptr) {
    faults.add(place, Reason::ccy_mismatch, "there is no such currency");
    return {};
  }
  auto amount = read_amount(amount_.text, *currency);
  if (!amount) {
    faults.add(place, Reason::format_invalid,
               "this isn't an amount with at most the decimals of its currency");
  }
  return amount;
}

std::optional<Date> CamtEntry::day(std::string_view text, std::string_view element,
                                   FaultList& faults) const {
  auto day = read_day(text);
  if (!day) {
    faults.add(place_ + "/" + std::string{element}, Reason::format_invalid,
               text.empty() ? "the entry has no day" : "there is no such day");
  }
  return day;
}

std::vector<BatchBooking> CamtEntry::batches(const Currency& currency, FaultList& faults) const {
  std::vector<BatchBooking> result;
  for (const auto& batch : batches_) {
    BatchBooking booking{batch.id, read_number(batch.count), {}};
    if (batch.total.currency == currency.code) {
      booking.total = read_amount(batch.total.text, currency);
    }
    const bool is_total_lost = batch.total.currency == currency.code && !booking.total;
    if ((!batch.count.empty() && !booking.count) || is_total_lost) {
      faults.add(place_ + "/NtryDtls/Btch", Reason::format_invalid,
                 "the batch's count or total isn't a number");
    }
    result.push_back(std::move(booking));
  }
  return result;
}

LineDetail CamtEntry::detail(int number, const Core& core, std::string_view own_account,
                             FaultList& faults) const {
  const auto& detail = details_[static_cast<std::size_t>(number - 1)];
  const auto place = place_ + "/TxDtls[" + std::to_string(number) + "]";
  const auto credit = is_credit(detail.direction).value_or(core.is_credit);
  return {
      number, detail_amount(detail, core, place, faults),
      detail.particulars.particulars(core.amount.currency(), credit, own_account, place, faults)};
}

/// What a detail moved on this account: its own amount (since .04), else what was transacted, else,
/// in a line of several, what was instructed. In other currencies these are evidence only.
std::optional<Money> CamtEntry::detail_amount(const Detail& detail, const Core& core,
                                              const std::string& place, FaultList& faults) const {
  const auto& currency = core.amount.currency();
  const auto& raw = detail.particulars.raw();
  const auto* stated = &detail.amount;
  if (stated->text.empty()) stated = &raw.transaction;
  if (stated->text.empty() && details_.size() > 1) stated = &raw.instructed;
  if (stated->text.empty() || stated->currency != currency.code) return {};

  const auto amount = read_amount(stated->text, currency);
  if (!amount) {
    faults.add(place, Reason::format_invalid, "a detail's amount isn't an amount");
    return {};
  }
  return is_credit(detail.direction).value_or(core.is_credit) ? *amount : -*amount;
}

}  // namespace relief::reconciliation
