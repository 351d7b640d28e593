#include "reconciliation/mt_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/aid/iban.h"
#include "ledger/base/ascii.h"
#include "reconciliation/figures.h"
#include "reconciliation/mt_codes.h"
#include "reconciliation/mt_entry.h"

namespace relief::reconciliation {
namespace {

bool is_alphanumeric(char c) { return is_digit(c) || is_capital(c); }

/// SWIFT breaks a text at 65 characters wherever that is; a shorter line ended by itself.
std::string joined(const std::vector<std::string>& lines) {
  constexpr std::size_t full_line = 65;
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && lines[i - 1].size() < full_line) text += '\n';
    text += lines[i];
  }
  return text;
}

std::string run_together(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

void add_line(std::string& text, std::string_view more) {
  if (more.empty()) return;
  if (!text.empty()) text += '\n';
  text += more;
}

/// "AZN1,00" of /CHGS/ and /OCMT/: the currency before the amount.
std::optional<StatedAmount> stated_amount(std::string_view value) {
  constexpr std::size_t code_length = 3;
  value = value.substr(0, value.find('/'));
  if (value.size() <= code_length ||
      !std::ranges::all_of(value.substr(0, code_length), is_capital)) {
    return {};
  }
  std::string decimal{value.substr(code_length)};
  std::ranges::replace(decimal, ',', '.');
  return StatedAmount{std::move(decimal), std::string{value.substr(0, code_length)}};
}

void add_charge(MtText& result, std::string_view value, const Currency& currency) {
  const auto stated = stated_amount(value);
  if (!stated || stated->currency != currency.code) return;
  const auto amount = read_amount(stated->decimal, currency);
  if (amount && !amount->is_zero()) result.charges.push_back({-*amount, {}});
}

/// /CNTP/ holds account, BIC and name, one after the other.
void set_counterparty(MtText& result, std::string_view value) {
  const auto account = value.substr(0, value.find('/'));
  result.counterparty.account = account;
  value.remove_prefix(std::min(value.size(), account.size() + 1));
  const auto bic = value.substr(0, value.find('/'));
  value.remove_prefix(std::min(value.size(), bic.size() + 1));
  result.counterparty.name = value.substr(0, value.find('/'));
}

/// What one code of the /CODE/ dialect says; `party` is whom the last section is about.
void take_code(MtText& result, const MtCode& code, MtRole& party, const Currency& currency) {
  switch (code.role) {
    case MtRole::reference:
      if (!code.value.empty()) result.references.emplace_back(code.value);
      break;
    case MtRole::structured:
      result.references.emplace_back(code.value.substr(code.value.rfind('/') + 1));
      break;
    case MtRole::batch: result.batch = code.value; break;
    case MtRole::count: result.batch_count = read_number(code.value); break;
    case MtRole::code: result.code = code.value; break;
    case MtRole::text: add_line(result.text, code.value); break;
    case MtRole::party_of_three: set_counterparty(result, code.value); [[fallthrough]];
    case MtRole::counterparty:
    case MtRole::other_party: party = code.role; break;
    case MtRole::name:
      if (party != MtRole::other_party) result.counterparty.name = code.value;
      break;
    case MtRole::account:
      if (party != MtRole::other_party) result.counterparty.account = code.value;
      break;
    case MtRole::return_reason:
      result.is_return = true;
      result.return_reason = code.value;
      break;
    case MtRole::instructed: result.instructed = stated_amount(code.value); break;
    case MtRole::rate:
      result.rate = code.value;
      std::ranges::replace(result.rate, ',', '.');
      break;
    case MtRole::charge: add_charge(result, code.value, currency); break;
    case MtRole::nothing: break;
  }
}

void take_codes(MtText& result, const std::vector<MtCode>& codes, const Currency& currency) {
  auto party = MtRole::counterparty;
  for (const auto& code : codes) take_code(result, code, party, currency);
}

/// "?20SVWZ+…?32NAME": what stands behind each number.
struct Subfields {
  std::string title;  ///< ?00
  std::string code;   ///< The three digits before the first.
  std::string text;   ///< ?20-?29, ?60-?63
  std::string account, iban, name;
  bool are_there = false;
};

/// Names are cut after 27 characters; a shorter part is a name by itself.
void add_name(std::string& name, std::string_view more) {
  constexpr std::size_t full_part = 27;
  if (!name.empty() && name.size() % full_part != 0) name += ' ';
  name += more;
}

void take_subfield(Subfields& subfields, int number, std::string_view value) {
  constexpr std::pair text{20, 29};
  constexpr std::pair more_text{60, 63};
  constexpr int title = 0;
  constexpr int account = 31;
  constexpr int name = 32;
  constexpr int more_name = 33;
  constexpr int iban = 38;
  const auto within = [number](const auto& span) {
    return number >= span.first && number <= span.second;
  };
  if (within(text) || within(more_text)) subfields.text += value;
  if (number == title) subfields.title = value;
  if (number == account) subfields.account = value;
  if (number == name || number == more_name) add_name(subfields.name, value);
  if (number == iban) subfields.iban = value;
}

/// "166?00…": three digits and a separator of the bank's choice, or the separator alone.
Subfields subfields_of(std::string_view text) {
  constexpr std::size_t code_length = 3;
  Subfields result;
  if (text.size() > code_length && std::ranges::all_of(text.substr(0, code_length), is_digit)) {
    result.code = text.substr(0, code_length);
    text.remove_prefix(code_length);
  }
  constexpr std::string_view separators = "?<>~^|@$";
  constexpr std::size_t number_length = 2;
  const auto begins_here = [](std::string_view rest, char separator) {
    return rest.size() > number_length && rest.front() == separator && is_digit(rest[1]) &&
           is_digit(rest[2]);
  };
  const char separator = text.empty() ? '\0' : text.front();
  result.are_there =
      separators.find(separator) != std::string_view::npos && begins_here(text, separator);
  while (result.are_there && !text.empty()) {
    const int number = (text[1] - '0') * 10 + (text[2] - '0');
    text.remove_prefix(number_length + 1);
    auto end = text.find(separator);
    while (end != std::string_view::npos && !begins_here(text.substr(end), separator)) {
      end = text.find(separator, end + 1);
    }
    take_subfield(result, number, text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end));
  }
  return result;
}

/// German codes of business for money that comes back.
bool is_return_code(std::string_view code) {
  return code == "108" || code == "109" || code == "159" || code == "181";
}

/// The shortest IBAN that begins there, or nothing.
std::string iban_at(const std::string& text, std::size_t at) {
  constexpr std::size_t shortest = 15;
  constexpr std::size_t longest = 34;
  for (std::size_t length = 1; length <= std::min(longest, text.size() - at); ++length) {
    if (!is_alphanumeric(text[at + length - 1])) break;
    if (length < shortest) continue;
    auto candidate = text.substr(at, length);
    if (is_iban(candidate)) return candidate;
  }
  return {};
}

}  // namespace

MtText read_mt_text(const std::vector<std::string>& lines, const Currency& currency) {
  MtText result;
  const auto together = run_together(lines);
  if (const auto subfields = subfields_of(together); subfields.are_there) {
    result.text = subfields.title;
    result.code = subfields.code;
    result.is_return = is_return_code(subfields.code);
    result.counterparty = {subfields.name,
                           subfields.iban.empty() ? subfields.account : subfields.iban};
    take_codes(result, mt_keywords(subfields.text), currency);
    take_codes(result, mt_slash_codes(subfields.text, MtSlash::amounts), currency);
  } else if (const auto codes = mt_slash_codes(together, MtSlash::all); codes.size() > 1) {
    take_codes(result, codes, currency);
  } else if (const auto keywords = mt_keywords(together); keywords.size() > 1) {
    take_codes(result, keywords, currency);
  } else {
    result.text = joined(lines);
  }
  return result;
}

std::string only_iban(const std::string& text, const std::string& own_account) {
  std::string only;
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const bool begins_word = at == 0 || !is_alphanumeric(text[at - 1]);
    if (!begins_word || !is_capital(text[at]) || !is_digit(text[at + 2])) continue;
    const auto found = iban_at(text, at);
    if (found.empty() || found == own_account || found == only) continue;
    if (!only.empty()) return {};
    only = found;
  }
  return only;
}

}  // namespace relief::reconciliation
