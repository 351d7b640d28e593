#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "api/cli/database_access.h"
#include "ledger/base/clock.h"
#include "ledger/base/entropy.h"
#include "ledger/cases/commit.h"
#include "ledger/cases/context.h"

namespace relief::cli {

/// The name of a log that is begun without one.
constexpr std::string_view new_log_origin = "relief.local/log";

/// Where a server's things are.
struct HouseOptions {
  std::filesystem::path data;  ///< Keys, the signer's memory and the private cluster.
  std::string database = {};   ///< A PostgreSQL URL; empty: the private cluster.
  std::string origin = {};     ///< A new log's name, for ever; empty: new_log_origin.
  std::size_t connections = 16;
};

/// The wired program: the database, keys and writer of one fund, made once and shared by all
/// threads. Migrates the database on the way.
///
/// In its folder: `keys/log.pem` and `keys/root.key`, made before the log begins, mode 0600;
/// `keys/log-next.pem` while the log's key changes; `signer`, the log's own memory; `cluster`, the
/// private PostgreSQL.
class House {
 public:
  /// `clock` tells the present: the wall clock, or a story's.
  /// Throws Error: conflict where the log has begun under another name than `options` say;
  /// unavailable where it has begun and a key isn't there, or is another one.
  House(const HouseOptions& options, Clock clock);
  ~House();

  House(const House&) = delete;
  House& operator=(const House&) = delete;

  Context& context() noexcept { return *context_; }
  [[nodiscard]] const std::string& conninfo() const noexcept { return access_.conninfo(); }
  /// The private cluster, or null.
  [[nodiscard]] const storage::Cluster* cluster() const noexcept { return access_.cluster(); }

  /// An auditor's policy for this log: what `relief verify --policy` reads. It comes from here only
  /// for a demo; an auditor takes the key and the genesis hash from the people of the fund.
  [[nodiscard]] std::string policy();

 private:
  void sign_what_is_left();

  DatabaseAccess access_;
  Clock clock_;
  Entropy entropy_;
  std::unique_ptr<storage::Database> database_;
  Secrets secrets_;
  std::unique_ptr<storage::TokenDesk> tokens_;
  std::unique_ptr<Signer> signer_;
  std::unique_ptr<Writer> writer_;
  Rulebooks rulebooks_;
  std::unique_ptr<Context> context_;
};

/// The present, to the second. The one place in the program that reads it.
Clock wall_clock();

}  // namespace relief::cli
