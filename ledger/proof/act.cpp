#include "ledger/proof/act.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/canonical.h"

namespace relief {
namespace {

/// What only the log knows of a record, or holds the signatures themselves.
constexpr std::array<std::string_view, 8> not_signed{"v",  "seq",   "at",    "salt",
                                                     "by", "cause", "entry", "acts"};

std::string base64url_hash(std::string_view bytes) {
  const auto hash = sha256(bytes);
  return to_base64url(as_bytes(hash));
}

}  // namespace

Hash act_challenge(std::string_view statement) {
  return sha256_of({"relief-ledger/act/v1\n", statement});
}

std::string content_of(const nlohmann::json& record) {
  require(record.is_object(), Errc::malformed, "a record is an object");
  auto content = record;
  for (const auto key : not_signed) content.erase(std::string{key});
  return base64url_hash(canonical(content));
}

std::string content_of(const Scan::Value& record) {
  require(record.is_object(), Errc::malformed, "a record is an object");
  std::string content = "{";
  for (const auto member : record) {
    const auto key = member.key();
    if (std::ranges::find(not_signed, key) != not_signed.end()) continue;
    if (content.size() > 1) content += ',';
    content.append(1, '"').append(key).append("\":").append(member.bytes());
  }
  return base64url_hash(content += '}');
}

}  // namespace relief
