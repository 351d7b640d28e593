#include "tests/support/cluster.h"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "ledger/storage/cluster.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/migrations.h"
#include "tests/support/scratch.h"

namespace relief::test {
namespace {

using storage::Cluster;
using storage::Durability;

/// The cluster that this process uses: the shared one, which goes on, or one of its own.
class TestCluster {
 public:
  TestCluster() {
    if (shared_ != nullptr) cluster_.keep_running();
  }

  [[nodiscard]] const Cluster& cluster() const noexcept { return cluster_; }

 private:
  const char* shared_ = std::getenv("RELIEF_TEST_CLUSTER");
  Scratch scratch_;
  Cluster cluster_ = Cluster::start(
      shared_ != nullptr ? std::filesystem::path{shared_} : scratch_.path() / "cluster",
      Durability::none);
};

const Cluster& cluster() {
  static const TestCluster only;
  return only.cluster();
}

/// Drops the databases that a test made, when it has ended.
class Sweeper : public ::testing::EmptyTestEventListener {
 public:
  void add(std::string database) { databases_.push_back(std::move(database)); }

  void OnTestEnd(const ::testing::TestInfo&) override {
    if (databases_.empty()) return;
    const auto connection = storage::connect(cluster().conninfo("postgres"));
    for (const auto& database : databases_) {
      storage::run(connection.get(), "drop database " + database + " with (force)");
    }
    databases_.clear();
  }

 private:
  std::vector<std::string> databases_;
};

Sweeper& sweeper() {
  static auto* only = [] {
    auto* made = new Sweeper;  // GoogleTest owns its listeners.
    ::testing::UnitTest::GetInstance()->listeners().Append(made);
    return made;
  }();
  return *only;
}

std::string copy_of(std::string_view original) {
  static int made = 0;
  auto name = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
  cluster().make_database(name, original);
  sweeper().add(name);
  return cluster().conninfo(name);
}

std::string template_name() {
  std::string all;
  for (const auto& migration : storage::migrations()) all += migration.sql;
  return "template_" + std::to_string(std::hash<std::string>{}(all));
}

bool exists(PGconn* connection, const std::string& database) {
  const auto found =
      storage::run(connection, "select from pg_database where datname = '" + database + "'");
  return PQntuples(found.get()) > 0;
}

/// Makes the template once, whoever comes first; under another name until it is complete.
void make_template(const std::string& name, void (*prepare)(const std::string& conninfo)) {
  const auto connection = storage::connect(cluster().conninfo("postgres"));
  storage::run(connection.get(), "select pg_advisory_lock(1)");
  if (exists(connection.get(), name)) return;
  storage::run(connection.get(), "drop database if exists unfinished");
  cluster().make_database("unfinished");
  prepare(cluster().conninfo("unfinished"));
  storage::run(connection.get(), "alter database unfinished rename to " + name);
}

}  // namespace

std::string fresh_database() { return copy_of("template1"); }

std::string fresh_database(void (*prepare)(const std::string& conninfo)) {
  static const auto name = [&] {
    auto made = template_name();
    make_template(made, prepare);
    return made;
  }();
  return copy_of(name);
}

}  // namespace relief::test
