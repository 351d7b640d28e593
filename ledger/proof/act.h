#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "ledger/proof/scan.h"
#include "ledger/proof/sha256.h"

namespace relief {

/// How long an act waits for its second signature: so long may a statement have expired that others
/// were signed after, before all of them are recorded.
inline constexpr std::chrono::days proposal_lifetime{14};

/// What a person signs to act: SHA-256 of "relief-ledger/act/v1\n" and the statement's canonical
/// bytes. Ed25519 signs these 32 bytes; WebAuthn takes them as its challenge.
Hash act_challenge(std::string_view statement);

/// A statement's `content`, which binds it to the whole of the record it leads to: base64url of
/// SHA-256 of the record's canonical bytes without what only the log knows, or holds the signatures
/// themselves (v seq at salt by cause entry acts).
/// Throws: Error{malformed} for a record outside the canonical profile.
std::string content_of(const nlohmann::json& record);
std::string content_of(const Scan::Value& record);

}  // namespace relief
