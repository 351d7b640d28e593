#include "ledger/proof/act.h"

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/canonical.h"

namespace relief {

Hash act_challenge(std::string_view statement) {
  return sha256_of({"relief-ledger/act/v1\n", statement});
}

std::string content_of(const nlohmann::json& record) {
  require(record.is_object(), Errc::malformed, "a record is an object");
  auto content = record;
  for (const auto* key : {"v", "seq", "at", "salt", "by", "cause", "entry", "acts"}) {
    content.erase(key);
  }
  const auto hash = sha256(canonical(content));
  return to_base64url(as_bytes(hash));
}

}  // namespace relief
