#pragma once

#include <string>
#include <string_view>

#include "ledger/base/entropy.h"

namespace relief {

/// Passwords are hashed with scrypt (RFC 7914; N = 2^16, r = 8, p = 1: 64 MiB and a fifth of a
/// second) and compared byte for byte, without any Unicode normalisation. In the whole process two
/// threads hash at once and 16 wait; others get Error{unavailable}, so that sign-ins can't exhaust
/// the memory.

/// Refuses, with Error{malformed}, what isn't 12 to 128 characters of UTF-8.
void require_password(std::string_view password);

/// The text to store, "$scrypt$ln=16,r=8,p=1$salt$hash" (C2SP phc-strings). The password keeps
/// require_password.
std::string hash_password(std::string_view password, const Entropy& entropy);

/// Whether the password is the one that was hashed. Throws InvariantBroken for a stored text that
/// isn't of the form above, or that asks for twice as much work or memory.
bool verify_password(std::string_view password, std::string_view phc);

/// A hash that no password has. Verifying against it where there is no such user takes as long as
/// it takes where there is.
const std::string& dummy_password_hash();

}  // namespace relief
