#include "reconciliation/movement.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "reconciliation/match_text.h"

namespace relief::reconciliation {
namespace {

/// The bank's code, part by part: "PMNT/ICDT/RRTN" has RRTN, the bank's own "NCHG" is itself.
bool has_code(const Movement& movement, std::initializer_list<std::string_view> codes) {
  const auto& own = movement.particulars->bank_code;
  std::string_view rest = own.empty() ? movement.line->particulars.bank_code : own;
  while (!rest.empty()) {
    auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (std::ranges::find(codes, part) != codes.end()) return true;
    // SWIFT's types of MT940: N, F or S before the code proper.
    const bool is_type =
        part.size() == 4 && std::string_view{"NFS"}.find(part.front()) != std::string_view::npos;
    if (is_type && std::ranges::find(codes, part.substr(1)) != codes.end()) return true;
  }
  return false;
}

using Words = std::vector<std::string>;

/// The words that banks call their charges by, in Azerbaijani, Russian and English, as they sound.
/// "Xidmət haqqı" is a charge; "xidmət haqqına görə", for a service, is what an invoice says.
constexpr std::string_view charge_words[] = {
    "comision", "comisions", "komisia", "komisiia", "komisiasi", "komisiiasi", "komisii", "haqgi",
    "hagi",     "fa",        "fas",     "carga",    "cargas",    "plata",      "rusum",   "tarif"};

/// What may stand beside those, without anybody being paid.
constexpr std::string_view beside_charges[] = {
    "bank", "hidmat",     "hidmati", "hasab",   "hasabin",  "kocurma", "odanis",  "uzra",
    "ucun", "za",         "po",      "oplata",  "usluga",   "uslugi",  "account", "banka",
    "sms",  "aparilmasi", "ailiq",   "monthli", "transfar", "sarvica", "for",     "of",
    "the",  "and",        "n",       "no",      "rf",       "ref",     "karta",   "vasait"};

bool is_in(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::any_of(list, [word](auto each) { return sounds_alike(each, word); });
}

bool names_nobody(const Movement& movement) {
  const auto& other = movement.particulars->counterparty;
  return other.name.empty() && other.account.empty();
}

constexpr std::string_view return_words[] = {"gaitarma", "gaitarilma", "gaitarilmis", "gari",
                                             "raturn",   "raturnad",   "ravarsal",    "storno",
                                             "vozvrat",  "lagv",       "rafund"};

}  // namespace

// ISO 20022 external code sets, the last three letters of SWIFT's types, and what banks write in
// the column of a table.
bool is_charge(const Movement& movement) {
  return !movement.is_credit() && has_code(movement, {"CHRG", "COMM", "FEES", "CHG", "COM", "FEE"});
}

bool is_interest(const Movement& movement) {
  return movement.is_credit() && has_code(movement, {"INTR", "INT"});
}

bool is_return(const Movement& movement) {
  return movement.particulars->is_return ||
         has_code(movement, {"RRTN", "RPCR", "RTI", "RET", "RTN", "RTR"});
}

bool reads_as_charge(const Movement& movement) {
  if (is_charge(movement)) return true;
  if (movement.is_credit() || !names_nobody(movement)) return false;
  const auto words = sounds(movement.particulars->text);
  return std::ranges::any_of(words, [](const auto& word) { return is_in(charge_words, word); }) &&
         std::ranges::all_of(words, [](const auto& word) {
           return word.size() == 1 || is_in(charge_words, word) || is_in(beside_charges, word);
         });
}

bool reads_as_return(const Movement& movement) {
  if (movement.line->is_reversal || is_return(movement) ||
      has_code(movement, {"STO", "STOR", "REV", "RVSL"})) {
    return true;
  }
  const auto words = sounds(movement.particulars->text);
  return std::ranges::any_of(words, [](const auto& word) { return is_in(return_words, word); });
}

}  // namespace relief::reconciliation
