#include "reconciliation/ofx_statement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reconciliation/figures.h"

namespace relief::reconciliation {
namespace {

constexpr std::string_view entry_tag = "STMTTRN";

bool is_statement(std::string_view tag) { return tag == "STMTRS" || tag == "CCSTMTRS"; }

/// The tags that hold others and matter here.
bool is_group(std::string_view tag) {
  constexpr std::array groups{"STMTRS",    "CCSTMTRS",     "BANKACCTFROM", "CCACCTFROM",
                              "LEDGERBAL", "AVAILBAL",     "BANKTRANLIST", "STMTTRN",
                              "CURRENCY",  "ORIGCURRENCY", "BANKACCTTO",   "CCACCTTO"};
  return std::ranges::find(groups, tag) != groups.end();
}

/// "20260131120000.000[+4:BAKT]"
std::optional<Date> ofx_day(std::string_view text) {
  constexpr std::size_t length = 8;
  if (text.size() < length) return {};
  std::string day{text.substr(0, 4)};
  return read_day(day.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2)));
}

std::optional<Money> ofx_amount(std::string_view text, const Currency& currency) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  std::string plain{text};
  std::ranges::replace(plain, ',', '.');
  const auto amount = read_amount(plain, currency);
  if (!amount) return {};
  return is_negative ? -*amount : *amount;
}

}  // namespace

bool OfxStatements::is_within(std::string_view tag) const {
  return std::ranges::find(groups_, tag) != groups_.end();
}

void OfxStatements::open(std::string_view tag) {
  constexpr std::size_t max_groups = 16;
  if (!is_group(tag) || groups_.size() == max_groups) return;
  groups_.emplace_back(tag);
  if (is_statement(tag)) statement_.emplace();
  if (tag == entry_tag && statement_) entry_.emplace();
}

void OfxStatements::take(std::string_view tag, std::string_view text) {
  if (entry_) {
    take_of_entry(tag, text);
  } else if (statement_) {
    take_of_statement(tag, text);
  }
}

void OfxStatements::take_of_statement(std::string_view tag, std::string_view text) {
  const std::string_view group = groups_.empty() ? std::string_view{} : groups_.back();
  if (tag == "CURDEF") {
    statement_->currency = text;
  } else if (tag == "ACCTID" && group.ends_with("ACCTFROM")) {
    statement_->account = text;
  } else if (tag == "DTSTART") {
    statement_->from = text;
  } else if (tag == "DTEND") {
    statement_->to = text;
  } else if (tag == "BALAMT" && group == "LEDGERBAL") {
    statement_->balance = text;
  } else if (tag == "DTASOF" && group == "LEDGERBAL") {
    statement_->balance_on = text;
  }
}

void OfxStatements::take_of_entry(std::string_view tag, std::string_view text) {
  struct Field {
    std::string_view tag;
    std::string OfxEntry::*member;
  };
  constexpr std::array fields{
      Field{"TRNTYPE", &OfxEntry::type},      Field{"DTPOSTED", &OfxEntry::posted},
      Field{"DTAVAIL", &OfxEntry::available}, Field{"TRNAMT", &OfxEntry::amount},
      Field{"FITID", &OfxEntry::id},          Field{"CHECKNUM", &OfxEntry::check_number},
      Field{"REFNUM", &OfxEntry::reference},  Field{"NAME", &OfxEntry::name},
      Field{"MEMO", &OfxEntry::memo},         Field{"ACCTID", &OfxEntry::account},
  };
  if (tag == "CURSYM" && is_within("CURRENCY")) entry_->currency = text;
  for (const auto& field : fields) {
    if (field.tag == tag) (*entry_).*field.member = text;
  }
}

void OfxStatements::close(std::string_view tag, const std::string& place, FaultList& faults) {
  const auto open = std::ranges::find(groups_, tag);
  if (open == groups_.end()) return;
  if (entry_ && (tag == entry_tag || tag == "BANKTRANLIST")) finish_entry(place, faults);
  if (is_statement(tag)) finish_statement(place, faults);
  groups_.erase(open, groups_.end());
}

void OfxStatements::finish(const std::string& place, FaultList& faults) {
  if (statement_) faults.add(place, Reason::format_invalid, "the file ends inside a statement");
}

void OfxStatements::finish_entry(const std::string& place, FaultList& faults) {
  const auto entry = std::exchange(entry_, std::nullopt);
  ++statement_->lines;
  const auto* currency = this->currency(place, faults);
  if (currency == nullptr) return;
  auto line = this->line(*entry, *currency, place, faults);
  if (!line) return;
  statement_->sum = statement_->sum ? *statement_->sum + line->amount : line->amount;
  sink_.take(*std::move(line));
}

/// The statement's currency; null, and one fault, where it has none.
const Currency* OfxStatements::currency(const std::string& place, FaultList& faults) {
  auto& known = statement_->known_currency;
  if (known == nullptr) known = find_currency(statement_->currency);
  if (known == nullptr) {
    faults.add(place, Reason::ccy_mismatch,
               statement_->currency.empty() ? "the statement names no currency"
                                            : "there is no such currency");
  }
  return known;
}

std::optional<StatementLine> OfxStatements::line(const OfxEntry& entry, const Currency& currency,
                                                 const std::string& place,
                                                 FaultList& faults) const {
  const auto amount = ofx_amount(entry.amount, currency);
  const auto booked_on = ofx_day(entry.posted);
  const auto value_on = entry.available.empty() ? booked_on : ofx_day(entry.available);
  if (!amount) {
    faults.add(place, Reason::format_invalid,
               "this isn't an amount with at most the decimals of its currency");
  }
  if (!booked_on || !value_on) {
    faults.add(place, Reason::format_invalid, "there is no such day");
  }
  if (!entry.currency.empty() && entry.currency != currency.code) {
    faults.add(place, Reason::ccy_mismatch, "the entry isn't in the statement's currency");
  }
  if (!amount || !booked_on || !value_on) return {};

  Particulars particulars{.bank_reference = entry.id,
                          .text = entry.memo,
                          .counterparty = {entry.name, entry.account},
                          .bank_code = entry.type};
  for (const auto& reference : {entry.reference, entry.check_number}) {
    if (!reference.empty()) particulars.references.push_back(reference);
  }
  return StatementLine{.number = statement_->lines,
                       .amount = *amount,
                       .booked_on = *booked_on,
                       .value_on = *value_on,
                       .is_booked = true,
                       .is_reversal = false,
                       .entry_reference = {},
                       .particulars = std::move(particulars),
                       .batches = {},
                       .details = {}};
}

void OfxStatements::finish_statement(const std::string& place, FaultList& faults) {
  if (!statement_) return;
  if (entry_) finish_entry(place, faults);
  Statement statement;
  statement.account = statement_->account;
  std::erase(statement.account, ' ');
  statement.currency = currency(place, faults);
  statement.from = ofx_day(statement_->from);
  statement.to = ofx_day(statement_->to);
  const bool is_span_lost =
      (!statement_->from.empty() && !statement.from) || (!statement_->to.empty() && !statement.to);
  if (is_span_lost) faults.add(place, Reason::format_invalid, "there is no such day");
  if (statement.account.empty()) {
    faults.add(place, Reason::format_invalid, "the statement names no account");
  }
  if (statement.currency != nullptr) set_balances(statement, place, faults);
  statement_.reset();
  ++told_;
  sink_.take(std::move(statement));
}

void OfxStatements::set_balances(Statement& statement, const std::string& place,
                                 FaultList& faults) const {
  if (statement_->balance.empty()) return;
  const auto& currency = *statement.currency;
  const auto amount = ofx_amount(statement_->balance, currency);
  const auto on = statement_->balance_on.empty() ? statement.to : ofx_day(statement_->balance_on);
  if (!amount || !on) {
    return faults.add(place, Reason::format_invalid, "a balance needs an amount and a day");
  }
  statement.closing = Balance{*amount, *on};
  statement.opening = Balance{*amount - statement_->sum.value_or(Money::zero(currency)),
                              statement.from.value_or(*on)};
}

}  // namespace relief::reconciliation
