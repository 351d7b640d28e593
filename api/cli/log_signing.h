#pragma once

#include <filesystem>

#include "api/cli/house.h"

namespace relief::cli {

/// What people do about the log's signatures, while no server runs on these books. All throw
/// Error{conflict} where the options give the log another name than it has.

/// Verifies the whole database against the auditor's policy and against what the signer remembers,
/// or what `since` says, and if all holds lets the signer go on. Answers relief verify's exit code.
/// Throws Error{malformed} where neither is there.
int resume_log(const HouseOptions& options, const std::filesystem::path& policy,
               const std::filesystem::path& since);

/// Prints the policy's line for each key that signs the log.
int print_log_keys(const HouseOptions& options);

/// Makes the log's next key, which signs beside the present one from the next start on.
/// Throws Error{conflict} where one is there.
int rotate_log_key(const HouseOptions& options);

/// Ends the present key: the next one takes its place. Throws Error{conflict} where none is there.
int retire_log_key(const HouseOptions& options);

}  // namespace relief::cli
