#include "reconciliation/movement.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace relief::reconciliation {
namespace {

/// An account as its bank might print it: spaces and small letters mean nothing.
std::string plain_account(std::string_view account) {
  std::string plain;
  for (const char c : account) {
    if (c == ' ') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return plain;
}

/// Banks name the payee by IBAN or, at home, by the account number that ends it.
bool is_same_account(std::string_view ours, std::string_view banks) {
  constexpr std::size_t shortest_number = 8;
  const auto expected = plain_account(ours);
  const auto named = plain_account(banks);
  return expected == named || (named.size() >= shortest_number && expected.ends_with(named));
}

/// The bank's code, part by part: "PMNT/ICDT/RRTN" has RRTN, the bank's own "NCHG" is itself.
bool has_code(const Movement& movement, std::initializer_list<std::string_view> codes) {
  const auto& own = movement.particulars->bank_code;
  std::string_view rest = own.empty() ? movement.line->particulars.bank_code : own;
  while (!rest.empty()) {
    const auto part = rest.substr(0, rest.find('/'));
    if (std::ranges::find(codes, part) != codes.end()) return true;
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  }
  return false;
}

}  // namespace

bool pays_the_payee(const OpenItem& item, const Movement& movement) {
  const auto& named = movement.particulars->counterparty.account;
  return item.payee_account.empty() || named.empty() || is_same_account(item.payee_account, named);
}

// ISO 20022 external code sets; with N in front, SWIFT's types of MT940, which some banks keep.
bool is_charge(const Movement& movement) {
  return movement.amount.is_negative() &&
         has_code(movement, {"CHRG", "COMM", "FEES", "NCHG", "NCOM"});
}

bool is_interest(const Movement& movement) {
  return !movement.amount.is_negative() && has_code(movement, {"INTR", "NINT"});
}

bool is_return(const Movement& movement) {
  return movement.particulars->is_return || has_code(movement, {"RRTN", "RPCR", "NRTI"});
}

}  // namespace relief::reconciliation
