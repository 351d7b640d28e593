#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "ledger/base/names.h"

namespace relief {

enum class PayoutMethod { bank, cash };

inline constexpr auto payout_methods = names<PayoutMethod>({
    {PayoutMethod::bank, "bank"},
    {PayoutMethod::cash, "cash"},
});

/// How a person gets the money. Sealed in the vault; records carry only a commitment to it.
struct Payout {
  PayoutMethod method = PayoutMethod::bank;
  std::optional<std::string> iban;    ///< Always of a bank payout, never of a cash one.
  std::optional<std::string> holder;  ///< Nothing: the person whom the case is about.

  friend bool operator==(const Payout&, const Payout&) = default;
};

/// Reads {"method","iban"?,"holder"?}. Throws Error{malformed} at the field's place under
/// `pointer`: an unknown field, a bad IBAN, a holder whose name no bank's message can carry.
Payout parse_payout(const nlohmann::json& json, std::string_view pointer);

/// The one text of a payout, which its commitment is made over: JSON with sorted keys and no
/// spaces. The inverse of parse_payout.
std::string canonical_text(const Payout& payout);

}  // namespace relief
