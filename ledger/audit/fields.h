#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "ledger/money/money.h"
#include "ledger/proof/sha256.h"

namespace relief::audit {

/// A record's own fields, read strictly: everything here throws Error{malformed} for a field that
/// isn't there or isn't of the kind that is asked for.
class Fields {
 public:
  explicit Fields(const nlohmann::json& json) : json_{json} {}

  [[nodiscard]] std::string text(const char* name) const;
  /// Empty where the field is absent.
  [[nodiscard]] std::string text_if_any(const char* name) const;
  [[nodiscard]] std::uint64_t number(const char* name) const;
  /// Minor units of the currency that the field `currency` names.
  [[nodiscard]] Money money(const char* name = "money") const;
  /// 32 bytes in base64url: a digest, a root or a commitment.
  [[nodiscard]] Hash hash(const char* name) const;

 private:
  const nlohmann::json& json_;
};

}  // namespace relief::audit
