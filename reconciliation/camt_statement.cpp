#include "reconciliation/camt_statement.h"

#include <utility>

#include "reconciliation/figures.h"

namespace relief::reconciliation {

struct CamtStatement::Field {
  std::string_view path;
  std::string& (*of)(Raw& raw);
};

/// Where each text of the header stands.
const CamtStatement::Field CamtStatement::fields[] = {
    {"Id", [](Raw& raw) -> std::string& { return raw.id; }},
    {"ElctrncSeqNb", [](Raw& raw) -> std::string& { return raw.electronic_sequence; }},
    {"LglSeqNb", [](Raw& raw) -> std::string& { return raw.legal_sequence; }},
    {"FrToDt/FrDtTm", [](Raw& raw) -> std::string& { return raw.from; }},
    {"FrToDt/ToDtTm", [](Raw& raw) -> std::string& { return raw.to; }},
    {"CpyDplctInd", [](Raw& raw) -> std::string& { return raw.copy; }},
    {"Acct/Id/IBAN", [](Raw& raw) -> std::string& { return raw.iban; }},
    {"Acct/Id/Othr/Id", [](Raw& raw) -> std::string& { return raw.other_account; }},
    {"Acct/Ccy", [](Raw& raw) -> std::string& { return raw.currency; }},
    {"TxsSummry/TtlNtries/NbOfNtries", [](Raw& raw) -> std::string& { return raw.all.count; }},
    {"TxsSummry/TtlNtries/Sum", [](Raw& raw) -> std::string& { return raw.all.sum; }},
    {"TxsSummry/TtlCdtNtries/NbOfNtries",
     [](Raw& raw) -> std::string& { return raw.credits.count; }},
    {"TxsSummry/TtlCdtNtries/Sum", [](Raw& raw) -> std::string& { return raw.credits.sum; }},
    {"TxsSummry/TtlDbtNtries/NbOfNtries",
     [](Raw& raw) -> std::string& { return raw.debits.count; }},
    {"TxsSummry/TtlDbtNtries/Sum", [](Raw& raw) -> std::string& { return raw.debits.sum; }},
};

namespace {

constexpr std::string_view entry_prefix = "Ntry/";
constexpr std::string_view balance_prefix = "Bal/";

Copy copy_of(std::string_view indicator) {
  if (indicator == "COPY") return Copy::copy;
  if (indicator == "DUPL" || indicator == "CODU") return Copy::duplicate;
  return Copy::original;
}

}  // namespace

CamtStatement::CamtStatement(const CamtMessage& message, int ordinal, Page page,
                             std::optional<Date> created)
    : message_{message},
      created_{created},
      place_{std::string{message.element} + "[" + std::to_string(ordinal) + "]"} {
  statement_.kind = message.kind;
  statement_.first_page = statement_.last_page = page;
}

void CamtStatement::open(std::string_view path) {
  if (path == "Ntry") {
    ++entries_;
    entry_.emplace(entries_, place_ + "/Ntry[" + std::to_string(entries_) + "]");
  } else if (path == "Bal") {
    ++balances_;
    balance_.emplace();
  } else if (entry_ && path.starts_with(entry_prefix)) {
    entry_->open(path.substr(entry_prefix.size()));
  }
}

void CamtStatement::take(const CamtLeaf& leaf) {
  if (entry_ && leaf.path.starts_with(entry_prefix)) {
    entry_->take({leaf.path.substr(entry_prefix.size()), leaf.text, leaf.currency});
  } else if (balance_ && leaf.path.starts_with(balance_prefix)) {
    take_balance({leaf.path.substr(balance_prefix.size()), leaf.text, leaf.currency});
  } else if (leaf.path == "Ntry" || leaf.path == "Bal") {  // An empty one.
    open(leaf.path);
  } else if (leaf.path.starts_with(message_.pagination)) {
    if (leaf.path.ends_with("/PgNb")) raw_.page_number = leaf.text;
    if (leaf.path.ends_with("/LastPgInd")) raw_.is_last_page = leaf.text;
  } else {
    take_header(leaf);
  }
}

void CamtStatement::take_balance(const CamtLeaf& leaf) {
  if (leaf.path == "Tp/CdOrPrtry/Cd") {
    balance_->type = leaf.text;
  } else if (leaf.path == "CdtDbtInd") {
    balance_->direction = leaf.text;
  } else if (leaf.path == "Dt/Dt" || leaf.path == "Dt/DtTm") {
    balance_->on = leaf.text;
  } else if (leaf.path == "Amt") {
    balance_->amount = {std::string{leaf.text}, std::string{leaf.currency}};
  }
}

void CamtStatement::take_header(const CamtLeaf& leaf) {
  if (leaf.path == "CreDtTm" && read_day(leaf.text)) created_ = read_day(leaf.text);
  for (const auto& field : fields) {
    if (field.path == leaf.path) field.of(raw_) = leaf.text;
  }
}

std::optional<StatementLine> CamtStatement::close(std::string_view path, FaultList& faults) {
  if (path == "Ntry") return finish_entry(faults);
  if (path == "Bal") finish_balance(faults);
  return {};
}

const std::string& CamtStatement::account() const {
  return raw_.iban.empty() ? raw_.other_account : raw_.iban;
}

std::optional<StatementLine> CamtStatement::finish_entry(FaultList& faults) {
  auto line = entry_->line({account(), message_.kind, created_}, faults);
  if (line && line_currency_ == nullptr) line_currency_ = &line->amount.currency();
  entry_.reset();
  return line;
}

/// Only booked balances enter the chain; available, forward and others are noise.
void CamtStatement::finish_balance(FaultList& faults) {
  const auto balance = *std::exchange(balance_, std::nullopt);
  const auto& type = balance.type;
  if (type != "OPBD" && type != "PRCD" && type != "CLBD" && type != "ITBD") return;

  const auto place = place_ + "/Bal[" + std::to_string(balances_) + "]";
  const auto* currency = find_currency(balance.amount.currency);
  if (currency == nullptr) {
    return faults.add(place, Reason::ccy_mismatch, "there is no such currency");
  }
  const auto amount = read_amount(balance.amount.text, *currency);
  const auto credit = is_credit(balance.direction);
  const auto on = read_day(balance.on);
  if (!amount || !credit || !on) {
    return faults.add(place, Reason::format_invalid,
                      "a balance needs an amount, a direction and a day");
  }
  const Balance read{*credit ? *amount : -*amount, *on};
  if (type == "OPBD" && !opening_booked_) opening_booked_ = read;
  if (type == "PRCD" && !previous_closing_) previous_closing_ = read;
  if (type == "CLBD" && !closing_booked_) closing_booked_ = read;
  if (type != "ITBD") return;
  if (interim_.size() == 2) interim_.pop_back();
  interim_.push_back(read);
}

Statement CamtStatement::statement(FaultList& faults) && {
  set_balances();
  set_header(faults);
  set_page(faults);
  return std::move(statement_);
}

/// A page in the middle begins and ends with an interim balance, the first and the last have one.
void CamtStatement::set_balances() {
  statement_.opening = opening_booked_ ? opening_booked_ : previous_closing_;
  statement_.closing = closing_booked_;
  auto interim = interim_;
  if (!statement_.opening && !interim.empty()) {
    statement_.opening = interim.front();
    interim.erase(interim.begin());
  }
  if (!statement_.closing && !interim.empty()) statement_.closing = interim.back();
}

void CamtStatement::set_header(FaultList& faults) {
  statement_.account = account();
  statement_.id = raw_.id;
  statement_.copy = copy_of(raw_.copy);
  statement_.electronic_sequence = number(raw_.electronic_sequence, "ElctrncSeqNb", faults);
  statement_.legal_sequence = number(raw_.legal_sequence, "LglSeqNb", faults);
  statement_.from = day(raw_.from, "FrToDt", faults);
  statement_.to = day(raw_.to, "FrToDt", faults);
  if (statement_.account.empty()) {
    faults.add(place_ + "/Acct", Reason::format_invalid, "the statement names no account");
  }

  statement_.currency = currency(faults);
  if (statement_.currency == nullptr) return;
  statement_.all = sum_of(raw_.all, faults);
  statement_.credits = sum_of(raw_.credits, faults);
  statement_.debits = sum_of(raw_.debits, faults);
}

/// Banks may leave the account's currency to its balances and entries.
const Currency* CamtStatement::currency(FaultList& faults) const {
  if (raw_.currency.empty()) {
    if (statement_.opening) return &statement_.opening->amount.currency();
    if (line_currency_ != nullptr) return line_currency_;
    faults.add(place_ + "/Acct/Ccy", Reason::format_invalid, "the statement names no currency");
    return nullptr;
  }
  const auto* named = find_currency(raw_.currency);
  if (named == nullptr) {
    faults.add(place_ + "/Acct/Ccy", Reason::ccy_mismatch, "there is no such currency");
  }
  return named;
}

void CamtStatement::set_page(FaultList& faults) {
  if (raw_.page_number.empty()) return;
  const auto page = number(raw_.page_number, message_.pagination, faults);
  const auto is_last = read_truth(raw_.is_last_page);
  constexpr long max_pages = 99'999;  // Max5NumericText
  if (!page || *page > max_pages || !is_last) {
    return faults.add(place_ + "/" + std::string{message_.pagination}, Reason::format_invalid,
                      "a page needs its number");
  }
  statement_.first_page = statement_.last_page = {static_cast<int>(*page), *is_last};
}

StatedSum CamtStatement::sum_of(const RawSum& raw, FaultList& faults) const {
  StatedSum sum{number(raw.count, "TxsSummry", faults), {}};
  if (raw.sum.empty()) return sum;
  sum.sum = read_amount(raw.sum, *statement_.currency);
  if (!sum.sum) {
    faults.add(place_ + "/TxsSummry", Reason::format_invalid, "a sum isn't an amount");
  }
  return sum;
}

std::optional<long> CamtStatement::number(const std::string& text, std::string_view element,
                                          FaultList& faults) const {
  auto number = read_number(text);
  if (!text.empty() && !number) {
    faults.add(place_ + "/" + std::string{element}, Reason::format_invalid,
               "this isn't a whole number");
  }
  return number;
}

std::optional<Date> CamtStatement::day(const std::string& text, std::string_view element,
                                       FaultList& faults) const {
  auto day = read_day(text);
  if (!text.empty() && !day) {
    faults.add(place_ + "/" + std::string{element}, Reason::format_invalid, "there is no such day");
  }
  return day;
}

}  // namespace relief::reconciliation
