#include "api/cli/database_access.h"

namespace relief::cli {

DatabaseAccess::DatabaseAccess(const std::filesystem::path& data, const std::string& url)
    : conninfo_{url} {
  if (!url.empty()) return;
  constexpr auto name = "relief";
  cluster_.emplace(storage::Cluster::start(data / "cluster"));
  cluster_->make_database(name);
  conninfo_ = cluster_->conninfo(name);
}

}  // namespace relief::cli
