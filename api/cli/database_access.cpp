#include "api/cli/database_access.h"

#include "ledger/base/error.h"

namespace relief::cli {

DatabaseAccess::DatabaseAccess(const std::filesystem::path& data, const std::string& url)
    : conninfo_{url} {
  if (!url.empty()) return;
  constexpr auto name = "relief";
  cluster_.emplace(storage::Cluster::start(data / "cluster"));
  cluster_->make_database(name);
  conninfo_ = cluster_->conninfo(name);
}

void require_books(const std::filesystem::path& data, const std::string& url) {
  require(!url.empty() || std::filesystem::exists(data / "cluster" / "data"), Errc::unavailable,
          "there are no books in this folder: name it with --data, or their database with "
          "--database");
}

DatabaseAccess open_books(const std::filesystem::path& data, const std::string& url) {
  require_books(data, url);
  return {data, url};
}

}  // namespace relief::cli
