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

/// Refuses before anything is made where there are no books to read: an empty `url` and a folder
/// without a private cluster. Throws Error{unavailable}.
void require_books(const std::filesystem::path& data, const std::string& url);

/// The way to books that are there already: for commands that only read.
DatabaseAccess open_books(const std::filesystem::path& data, const std::string& url);

}  // namespace relief::cli
