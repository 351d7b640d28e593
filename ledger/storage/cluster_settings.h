#pragma once

#include <filesystem>

namespace relief::storage {

/// Gives the private cluster with this data folder its settings, whole or not at all: on a full
/// disk half of them would be others. Throws: Error{unavailable}.
void write_cluster_settings(const std::filesystem::path& data, bool durable);

}  // namespace relief::storage
