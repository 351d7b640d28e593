#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/descriptor.h"
#include "ledger/storage/program.h"

namespace relief::storage {

/// Where PostgreSQL's programs are: of the version that made the data directory, or the newest.
/// Throws: Error{unavailable} where there are none.
std::filesystem::path postgresql_programs(const std::filesystem::path& data = {});

/// Whether what was committed survives a power cut. Throw-away clusters are quicker.
enum class Durability { full, none };

/// A use of a private PostgreSQL cluster: one that lives in a folder, is reached only through the
/// socket in it, and runs while somebody uses it. The last user stops it, in whatever process and
/// however the others ended; so it outlives no program but one that was killed, whose successor
/// finds it running.
///
/// The folder has mode 0700, which is what guards the cluster: who may enter it is trusted. Where
/// the caller is root, the cluster runs as the owner of the folder, and a new folder belongs to the
/// system user `postgres`, because PostgreSQL refuses to run as root.
///
/// In the folder: the socket, `data` (what PostgreSQL calls the data directory), `server.log`.
class Cluster {
 public:
  /// Makes the cluster if the folder is new or empty, starts it unless it runs, and waits until it
  /// answers.
  /// Throws: Error{unavailable} when PostgreSQL isn't installed or doesn't start, or the folder
  ///         holds other things or belongs to another person.
  static Cluster start(const std::filesystem::path& folder,
                       Durability durability = Durability::full);

  Cluster(Cluster&&) noexcept = default;
  Cluster& operator=(Cluster&&) = delete;
  ~Cluster();

  /// How to reach a database of it, as its superuser. Valid in this process and as long as this
  /// object: a folder with a long path is reached by a detour.
  [[nodiscard]] std::string conninfo(std::string_view database) const;

  /// Makes a database, as a copy of another, unless it exists. The name is of a-z, 0-9 and _.
  void make_database(std::string_view name, std::string_view original = "template1") const;

  /// Starts it again if it doesn't run any more; answers whether that was so.
  /// Throws: Error{unavailable} when PostgreSQL doesn't start.
  [[nodiscard]] bool start_again() const;

  /// Lets the cluster run on after the end of this object.
  void keep_running() noexcept { in_use_ = Descriptor{}; }

 private:
  Cluster(std::filesystem::path folder, const Account& account, Durability durability);

  [[nodiscard]] Descriptor alone() const;
  [[nodiscard]] bool answers() const;
  void make() const;
  void launch() const;
  [[nodiscard]] bool run_tool(std::string_view tool, const Descriptor& data,
                              std::vector<std::string> arguments) const;
  void leave();

  std::filesystem::path folder_;
  Account account_;
  Durability durability_;
  Descriptor entry_;  // The folder, opened: the detour to a socket whose path is too long.
  Descriptor log_;
  Descriptor in_use_;  // Under a shared lock, while this is a use of the cluster.
};

}  // namespace relief::storage
