#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "ledger/audit/policy.h"
#include "ledger/audit/verdict.h"

namespace relief::audit {

/// Is told now and then how many records of how many were verified.
using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Verifies a bundle, trusting only the policy: that its files are those of its manifest, its
/// records those of the tree that the log signed, that tree an extension of every one signed
/// before, each record right by all before it, and its reports what the records say. Reads the
/// bundle only: no network, no clock, no database; writes nothing.
///
/// Reads the log once, tile by tile, on all processors; memory grows with what is open in the
/// books, not with the log.
///
/// `since` is a checkpoint that the auditor kept: the log must extend it.
/// Never throws Error: what can't be read is a verdict too.
Verdict verify_bundle(const std::filesystem::path& path, const Policy& policy,
                      const std::optional<std::string>& since = std::nullopt,
                      const Progress& progress = {});

}  // namespace relief::audit
