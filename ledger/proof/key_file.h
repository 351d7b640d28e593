#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ledger/base/entropy.h"
#include "ledger/proof/ed25519.h"

namespace relief {

/// The bytes of a file that nobody else may read. The caller overwrites them after use.
/// Throws: Error{unavailable} unless it is a plain file, no symbolic link, owned by the user that
/// runs the program, closed to group and others, of at most 64 KiB.
std::string read_secret_file(const std::filesystem::path& path);

/// Creates such a file: it is there whole and durable, or not at all. Not for two threads at once.
/// Throws: Error{conflict} if something has that name already; Error{unavailable} if it can't be
/// written.
void create_secret_file(const std::filesystem::path& path, std::string_view bytes);

/// The Ed25519 key in that file; made on the first start.
/// Throws: as the two above; Error{malformed} if the file holds something else.
SigningKey load_or_create_signing_key(const std::filesystem::path& path, const Entropy& entropy);

}  // namespace relief
