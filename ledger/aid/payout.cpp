#include "ledger/aid/payout.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <nlohmann/json.hpp>

#include "ledger/aid/iban.h"
#include "ledger/aid/transliterate.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {
namespace {

constexpr std::size_t max_holder = 70;  // What the narrowest of the payment formats carries.

void require_known_fields(const nlohmann::json& json, std::string_view pointer) {
  constexpr std::array<std::string_view, 3> known{"method", "iban", "holder"};
  require_field(json.is_object(), pointer, "a payout is an object");
  for (const auto& [key, value] : json.items()) {
    require_field(std::ranges::find(known, key) != known.end(), pointer,
                  "a payout has only a method, an IBAN and a holder");
    require_field(value.is_string(), std::string{pointer} + "/" + key, "this is a string");
  }
}

std::optional<std::string> field(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return found->get<std::string>();
}

void require_holder(std::string_view holder, std::string_view pointer) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  require_field(is_utf8(holder) && std::ranges::none_of(holder, is_control), pointer,
                "a holder's name is plain text of one line");
  const auto spelled = transliterated(holder);
  require_field(spelled.has_value(), pointer,
                "the holder's name is written in Latin letters, as the bank writes it");
  require_field(spelled->size() <= max_holder && characters_of(holder) <= max_holder, pointer,
                "a holder's name has 70 characters at most");
}

}  // namespace

Payout parse_payout(const nlohmann::json& json, std::string_view pointer) {
  const std::string place{pointer};
  require_known_fields(json, pointer);
  const auto method = field(json, "method");
  require_field(method && payout_methods.has(*method), place + "/method",
                "a payout's method is bank or cash");
  Payout payout{.method = payout_methods.value(*method),
                .iban = field(json, "iban"),
                .holder = field(json, "holder")};

  const bool by_bank = payout.method == PayoutMethod::bank;
  require_field(payout.iban.has_value() == by_bank, place + "/iban",
                by_bank ? "a bank payout needs an IBAN" : "a cash payout has no IBAN");
  if (payout.iban) require_iban(*payout.iban, place + "/iban");
  if (payout.holder) require_holder(*payout.holder, place + "/holder");
  return payout;
}

std::string canonical_text(const Payout& payout) {
  nlohmann::json json{{"method", payout_methods.text(payout.method)}};
  if (payout.iban) json["iban"] = *payout.iban;
  if (payout.holder) json["holder"] = *payout.holder;
  return json.dump();
}

}  // namespace relief
