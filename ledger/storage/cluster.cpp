#include "ledger/storage/cluster.h"

#include <cerrno>
#include <charconv>
#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "ledger/base/error.h"
#include "ledger/storage/cluster_settings.h"
#include "ledger/storage/libpq.h"

namespace relief::storage {
namespace {

namespace fs = std::filesystem;

constexpr int version_min = 15;
constexpr std::string_view socket_name = "/.s.PGSQL.5432";
constexpr std::size_t socket_path_bytes_max = 107;  // The kernel's sun_path, less its end.
constexpr auto start_seconds_max = "600";           // Replaying 4 GB after a crash takes a while.

[[noreturn]] void fail(const char* sentence) { throw Error{Errc::unavailable, sentence}; }

Descriptor opened(const fs::path& path, int flags) {
  auto descriptor = open_file(path, flags);
  if (!descriptor.is_open()) fail("the cluster's folder can't be opened");
  return descriptor;
}

/// False when another holds it and `how` says not to wait.
bool lock(const Descriptor& descriptor, int how) {
  while (flock(descriptor.number(), how) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) fail("the cluster's folder can't be locked");
  }
  return true;
}

/// False when another still holds it after a while.
bool lock_soon(const Descriptor& descriptor) {
  for (int attempt = 0; attempt < 600; ++attempt) {
    if (lock(descriptor, LOCK_EX | LOCK_NB)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return false;
}

Account system_account() {
  const auto* entry = getpwnam("postgres");
  if (entry == nullptr) fail("there is no system user postgres: PostgreSQL isn't installed");
  return {entry->pw_uid, entry->pw_gid};
}

/// Makes the folder if there is none, and private; answers as whom the cluster in it runs.
Account owner_of(const fs::path& folder) {
  fs::create_directories(folder);
  require(fs::is_empty(folder) || fs::exists(folder / "server.log"), Errc::unavailable,
          "the cluster's folder holds other things");

  const auto entry = opened(folder, O_RDONLY | O_DIRECTORY);
  struct stat status {};
  fstat(entry.number(), &status);
  require(geteuid() == 0 || geteuid() == status.st_uid, Errc::unavailable,
          "the cluster's folder belongs to another person");
  const auto account =
      status.st_uid == 0 ? system_account() : Account{status.st_uid, status.st_gid};
  if (fchown(entry.number(), account.user, account.group) != 0 ||
      fchmod(entry.number(), S_IRWXU) != 0) {
    fail("the cluster's folder can't be made private");
  }
  return account;
}

int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// PostgreSQL refuses to start where the file of a dead server has the number of a process that
/// lives: after a restart of the machine another's, and in a container where nobody buries the
/// dead, its own.
void forget_dead_server(const fs::path& file, const fs::path& data) {
  std::string number;
  std::ifstream{file} >> number;
  if (number.empty()) return;
  const auto process = fs::path{"/proc"} / number;
  std::error_code gone;
  if (fs::exists(process) && !fs::equivalent(process / "cwd", data, gone)) fs::remove(file);
}

std::string in_quotes(std::string_view text) {
  std::string all = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') all += '\\';
    all += c;
  }
  return all + "'";
}

}  // namespace

fs::path postgresql_programs(const fs::path& data) {
  std::string made_by;
  std::ifstream{data / "PG_VERSION"} >> made_by;

  int newest = 0;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator{"/usr/lib/postgresql", absent}) {
    const auto version = number_in(entry.path().filename().native());
    const bool fits = made_by.empty() ? version >= version_min : version == number_in(made_by);
    if (fits && version > newest && fs::exists(entry.path() / "bin/initdb")) newest = version;
  }
  if (newest == 0) fail("the PostgreSQL that this cluster needs isn't installed");
  return fs::path{"/usr/lib/postgresql"} / std::to_string(newest) / "bin";
}

Cluster::Cluster(fs::path folder, const Account& account, Durability durability)
    : folder_{std::move(folder)},
      account_{account},
      durability_{durability},
      entry_{opened(folder_, O_PATH)},
      log_{opened(folder_ / "server.log", O_WRONLY | O_CREAT | O_APPEND)} {
  if (fchown(log_.number(), account.user, account.group) != 0)
    fail("the cluster's log can't be written");
}

Cluster Cluster::start(const fs::path& folder, Durability durability) try {
  const auto account = owner_of(folder);
  Cluster cluster{fs::canonical(folder), account, durability};

  const auto alone = cluster.alone();
  if (!cluster.answers()) {
    cluster.make();
    cluster.launch();
  }
  auto use = opened(cluster.folder_ / "data/PG_VERSION", O_RDONLY);
  lock(use, LOCK_SH);
  cluster.in_use_ = std::move(use);
  return cluster;
} catch (const fs::filesystem_error&) {
  fail("the cluster's folder can't be made or changed");
}

Cluster::~Cluster() {
  try {
    leave();
  } catch (const std::exception&) {
    // It runs on, and the next start finds it running.
  }
}

std::string Cluster::conninfo(std::string_view database) const {
  const auto& path = folder_.native();
  const bool reachable = path.size() + socket_name.size() <= socket_path_bytes_max &&
                         path.find(',') == std::string::npos;  // libpq takes it for two hosts.
  const auto host = reachable ? path : "/proc/self/fd/" + std::to_string(entry_.number());
  return "host=" + in_quotes(host) + " port=5432 user=postgres dbname=" + in_quotes(database);
}

void Cluster::make_database(std::string_view name, std::string_view original) const {
  for (const auto word : {name, original}) {
    ensure(!word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
                                std::string_view::npos,
           "the name of a database is made of plain letters");
  }
  const auto alone = this->alone();
  const auto connection = connect(conninfo("postgres"));
  const auto found =
      run(connection.get(), "select from pg_database where datname = '" + std::string{name} + "'");
  if (PQntuples(found.get()) > 0) return;
  run(connection.get(),
      "create database " + std::string{name} + " template " + std::string{original});
}

bool Cluster::start_again() const {
  const auto alone = this->alone();
  if (answers()) return false;
  launch();
  return true;
}

/// Nobody else starts, stops or changes the cluster meanwhile.
Descriptor Cluster::alone() const {
  auto descriptor = opened(folder_, O_RDONLY | O_DIRECTORY);
  lock(descriptor, LOCK_EX);
  return descriptor;
}

/// Whether the cluster runs. Waits while it starts, stops or recovers.
bool Cluster::answers() const {
  const auto where = conninfo("postgres");
  auto answer = PQping(where.c_str());
  while (answer == PQPING_REJECT) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    answer = PQping(where.c_str());
  }
  return answer == PQPING_OK;
}

/// Under another name until it is complete, so that a kill leaves no half of a cluster.
void Cluster::make() const {
  if (fs::exists(folder_ / "data")) return;
  const auto unfinished = folder_ / "unfinished";
  fs::remove_all(unfinished);
  fs::create_directory(unfinished);
  fs::permissions(unfinished, fs::perms::owner_all);
  std::vector<std::string> arguments{"--username=postgres", "--auth-local=trust",
                                     "--auth-host=reject",  "--encoding=UTF8",
                                     "--locale=C",          "--data-checksums"};
  if (durability_ == Durability::none) arguments.emplace_back("--no-sync");
  const auto handed = opened(unfinished, O_RDONLY | O_DIRECTORY);
  if (fchown(handed.number(), account_.user, account_.group) != 0 ||
      !run_tool("initdb", handed, std::move(arguments))) {
    fail("PostgreSQL can't make a cluster here; server.log in the cluster's folder says why");
  }
  fs::rename(unfinished, folder_ / "data");
  fsync(opened(folder_, O_RDONLY | O_DIRECTORY).number());
}

void Cluster::launch() const {
  const auto data = folder_ / "data";
  // The server's processes inherit this lock; so when we get it, none of a killed server is left.
  const auto handed = opened(data, O_RDONLY | O_DIRECTORY);
  if (!lock_soon(handed)) fail("an earlier PostgreSQL of this cluster doesn't end");
  forget_dead_server(data / "postmaster.pid", data);
  forget_dead_server(folder_ / ".s.PGSQL.5432.lock", data);

  write_cluster_settings(data, durability_ == Durability::full);
  if (!run_tool("pg_ctl", handed,
                {"start", "--silent", "--wait", "--timeout", start_seconds_max})) {
    fail("PostgreSQL doesn't start; server.log in the cluster's folder says why");
  }
}

/// The programs get the data folder as an open file, not as a path: so they need no right to enter
/// the folders above it. Root's home, for one, is closed to `postgres`.
bool Cluster::run_tool(std::string_view tool, const Descriptor& data,
                       std::vector<std::string> arguments) const {
  arguments.insert(arguments.end(), {"--pgdata", handed_folder});
  return run_program(postgresql_programs(folder_ / "data") / tool, arguments, account_,
                     data.number(), log_.number());
}

void Cluster::leave() {
  if (!in_use_.is_open()) return;
  const auto alone = this->alone();
  if (lock(in_use_, LOCK_EX | LOCK_NB)) {
    const auto handed = opened(folder_ / "data", O_RDONLY | O_DIRECTORY);
    static_cast<void>(run_tool("pg_ctl", handed, {"stop", "--silent", "--mode", "fast"}));
  }
}

}  // namespace relief::storage
