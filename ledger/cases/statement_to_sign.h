#pragma once

#include <string>
#include <string_view>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/cases/work.h"

namespace relief {

/// How long a statement may be signed and acted on.
inline constexpr auto statement_lifetime = std::chrono::minutes{30};

/// What a statement says about its signing, besides the act.
struct Signing {
  std::string signer;  ///< usr_…
  std::string key;     ///< key_…
  Instant expires;
  std::uint64_t seen_size;
  std::string seen_root;  ///< base64url.
};

/// The exact statement over which a person signs: canonical JSON that names the act, its content
/// and what people should see of it.
std::string statement_text(const Work::Signed& act, const Signing& signing);

/// What a given statement says about its signing. Throws Error{malformed} for a text that isn't the
/// canonical JSON of a statement; what it says of the act is compared as a whole later.
Signing signing_of(std::string_view statement);

/// The seed that gives the new things of a drafted act their identifiers: who signs, until when, of
/// which log, and everything that was asked for. Throws Error{malformed} for an input outside
/// canonical JSON.
std::string seed_of(std::string_view act, std::string_view target, const nlohmann::json& input,
                    const Signing& signing);

}  // namespace relief
