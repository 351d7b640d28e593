#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ledger/storage/cluster.h"

namespace relief::cli {

/// How to reach the fund's database: the one of a URL, or the private cluster in the data folder,
/// which runs as long as somebody uses it.
class DatabaseAccess {
 public:
  /// An empty `url` takes the private cluster.
  DatabaseAccess(const std::filesystem::path& data, const std::string& url);

  [[nodiscard]] const std::string& conninfo() const noexcept { return conninfo_; }
  /// Null where the database is that of a URL.
  [[nodiscard]] const storage::Cluster* cluster() const noexcept {
    return cluster_ ? &*cluster_ : nullptr;
  }

 private:
  std::optional<storage::Cluster> cluster_;
  std::string conninfo_;
};

}  // namespace relief::cli
