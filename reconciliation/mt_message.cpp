#include "reconciliation/mt_message.h"

#include <algorithm>
#include <utility>

#include "ledger/aid/iban.h"
#include "ledger/base/ascii.h"
#include "reconciliation/figures.h"
#include "reconciliation/mt_text.h"
#include "reconciliation/no_reference.h"

namespace relief::reconciliation {
namespace {

/// Some banks write where to look for the reference: in the :86:.
bool is_elsewhere(std::string_view reference) {
  return says_nothing(reference) || reference == "EREF" || reference == "KREF" ||
         reference == "PREF" || reference == "KREF+" || reference == "EREF+";
}

void add_reference(std::vector<std::string>& references, std::string reference) {
  if (is_elsewhere(reference)) return;
  if (std::ranges::find(references, reference) == references.end()) {
    references.push_back(std::move(reference));
  }
}

}  // namespace

void MtMessage::take(const MtField& field, StatementSink& sink, FaultList& faults) {
  const auto& tag = field.tag;
  if (tag == "20") {
    statement_.id = trimmed(field.text());
  } else if (tag.starts_with("25")) {
    if (account_.empty()) account_ = field.text();
  } else if (tag.starts_with("28")) {
    take_number(field.text());
  } else if (tag.starts_with("60")) {
    take_opening(field, faults);
  } else if (tag.starts_with("62")) {
    take_closing(field, sink, faults);
  } else if (tag == "34F") {
    take_floor(field, faults);
  } else if (tag == "90C") {
    take_sum(field, statement_.credits, faults);
  } else if (tag == "90D") {
    take_sum(field, statement_.debits, faults);
  } else if (tag == "61") {
    take_entry(field, sink, faults);
  } else if (tag == "86" && entry_ && !is_closed_) {
    text_.insert(text_.end(), field.lines.begin(), field.lines.end());
  }
}

/// "17/1": the statement's number, and the page's. Banks that don't count write 0.
void MtMessage::take_number(std::string_view text) {
  const auto slash = text.find('/');
  const auto number = read_number(text.substr(0, slash));
  if (number && *number > 0) statement_.electronic_sequence = number;
  if (slash == std::string_view::npos) return;
  constexpr long max_pages = 99'999;
  const auto page = read_number(text.substr(slash + 1));
  if (page && *page <= max_pages) page_number_ = static_cast<int>(*page);
}

void MtMessage::take_opening(const MtField& field, FaultList& faults) {
  if (statement_.opening) return;
  statement_.opening = read_mt_balance(field, faults);
  is_later_page_ = field.tag == "60M";
  if (statement_.opening && statement_.currency == nullptr) {
    statement_.currency = &statement_.opening->amount.currency();
  }
}

void MtMessage::take_closing(const MtField& field, StatementSink& sink, FaultList& faults) {
  finish_line(sink);
  if (std::exchange(is_closed_, true)) return;
  statement_.closing = read_mt_balance(field, faults);
  statement_.last_page.is_last = field.tag == "62F";
}

/// Only interim reports have a floor, below which they leave entries out.
void MtMessage::take_floor(const MtField& field, FaultList& faults) {
  constexpr std::size_t code_length = 3;
  statement_.kind = Kind::interim;
  if (statement_.currency != nullptr) return;
  statement_.currency = find_currency(field.text().substr(0, code_length));
  if (statement_.currency == nullptr) {
    faults.add(field.place(), Reason::ccy_mismatch, "there is no such currency");
  }
}

/// "3PLN0,03"
void MtMessage::take_sum(const MtField& field, StatedSum& sum, FaultList& faults) {
  constexpr std::size_t code_length = 3;
  const std::string_view text = field.text();
  const auto code_at =
      static_cast<std::size_t>(std::ranges::find_if(text, is_capital) - text.begin());
  const auto* currency = find_currency(text.substr(std::min(code_at, text.size()), code_length));
  const auto count = read_number(text.substr(0, code_at));
  const auto amount = currency == nullptr
                          ? std::nullopt
                          : read_mt_amount(text.substr(code_at + code_length), *currency);
  if (!count || !amount) {
    return faults.add(field.place(), Reason::format_invalid, "a sum isn't an amount");
  }
  sum = {count, amount};
}

void MtMessage::take_entry(const MtField& field, StatementSink& sink, FaultList& faults) {
  finish_line(sink);
  ++lines_;
  if (statement_.currency == nullptr) {
    return faults.add(field.place(), Reason::format_invalid,
                      "the entry has no balance before it, so no currency");
  }
  if (is_closed_) {
    return faults.add(field.place(), Reason::format_invalid,
                      "the entry stands behind the closing balance");
  }
  entry_ = read_mt_entry(field, *statement_.currency, faults);
}

void MtMessage::finish_line(StatementSink& sink) {
  if (entry_) sink.take(line());
  entry_.reset();
  text_.clear();
}

StatementLine MtMessage::line() const {
  const auto& currency = *statement_.currency;
  auto said = read_mt_text(text_, currency);
  Particulars particulars{
      .bank_reference = is_elsewhere(entry_->bank_reference) ? "" : trimmed(entry_->bank_reference),
      .batch = std::move(said.batch),
      .text = std::move(said.text),
      .counterparty = std::move(said.counterparty),
      .bank_code = entry_->type + (said.code.empty() ? "" : "/" + said.code),
      .return_reason = std::move(said.return_reason),
      .is_return = said.is_return,
      .instructed = std::move(said.instructed),
      .rate = std::move(said.rate),
      .charges = std::move(said.charges),
  };
  add_reference(particulars.references, trimmed(entry_->reference));
  for (auto& reference : said.references) {
    add_reference(particulars.references, std::move(reference));
  }
  if (!entry_->supplement.empty()) {
    if (!particulars.text.empty()) particulars.text += '\n';
    particulars.text += entry_->supplement;
  }
  if (particulars.counterparty.account.empty()) {
    particulars.counterparty.account = only_iban(particulars.text, account());
  }
  StatementLine line{.number = lines_,
                     .amount = entry_->amount,
                     .booked_on = entry_->booked_on,
                     .value_on = entry_->value_on,
                     .is_booked = !entry_->is_expected,
                     .is_reversal = entry_->is_reversal,
                     .entry_reference = {},
                     .particulars = std::move(particulars),
                     .batches = {},
                     .details = {}};
  if (said.batch_count || !line.particulars.batch.empty()) {
    line.batches.push_back({line.particulars.batch, said.batch_count, {}});
  }
  return line;
}

/// Balances say which messages are pages of one statement: :62M: goes on in :60M:.
void MtMessage::set_page() {
  constexpr int second = 2;
  auto number = 1;
  if (is_later_page_)
    number = page_number_ > 1 ? page_number_ : std::max(second, previous_page_ + 1);
  statement_.first_page = {number, statement_.last_page.is_last};
  statement_.last_page = statement_.first_page;
}

/// Of "BANK/NUMBER", and of an IBAN with its currency behind it, the account itself: that is what
/// items know.
std::string MtMessage::account() const {
  auto account = account_;
  std::erase(account, ' ');
  const auto slash = account.rfind('/');
  const auto number_at = slash == std::string::npos ? 0 : slash + 1;
  auto number = account.substr(number_at);
  if (statement_.currency != nullptr && number.ends_with(statement_.currency->code)) {
    auto without = number.substr(0, number.size() - statement_.currency->code.size());
    if (is_iban(without)) return without;
  }
  const bool is_number_enough =
      is_iban(number) || (number_at > 0 && is_bic(account.substr(0, number_at - 1)));
  return is_number_enough ? number : account;
}

Statement MtMessage::statement(StatementSink& sink, FaultList& faults) {
  finish_line(sink);
  set_page();
  statement_.account = account();
  if (statement_.account.empty()) {
    faults.add(place_, Reason::format_invalid, "the statement names no account");
  }
  if (statement_.currency == nullptr) {
    faults.add(place_, Reason::format_invalid, "the statement names no currency");
  }
  return std::move(statement_);
}

}  // namespace relief::reconciliation
