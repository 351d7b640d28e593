#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/bundle.h"
#include "ledger/audit/verdict.h"
#include "ledger/base/error.h"

namespace relief::audit {

/// A bundle whose files are held against its manifest as they are read, so that each is read but
/// once. Several threads may read.
class ListedBundle {
 public:
  /// Throws as Bundle's own; a manifest that can't be read shows in check().
  explicit ListedBundle(const std::filesystem::path& path);

  [[nodiscard]] std::vector<std::string> paths() const { return bundle_.paths(); }
  [[nodiscard]] bool has(const std::string& path) const { return bundle_.has(path); }

  /// A file's bytes, be they those of the manifest or not. Throws: Error: not_found, too_large,
  /// unavailable.
  std::string read(const std::string& path);

  /// Reads what nobody has read yet. Throws Failure, or Error, unless each file is the one that is
  /// listed, and each is listed.
  Check::Counts check();

 private:
  void hold(const std::string& path, std::string_view bytes);

  Bundle bundle_;
  std::map<std::string, Listed> listed_;
  std::optional<Error> unlisted_;  ///< Why there is no manifest to go by.
  std::mutex mutex_;
  std::set<const Listed*> read_;
  std::set<const Listed*> wrong_;
};

}  // namespace relief::audit
