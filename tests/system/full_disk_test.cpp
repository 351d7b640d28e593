#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "api/cli/cluster_watch.h"
#include "ledger/audit/verify_database.h"
#include "ledger/cases/add_organisation.h"
#include "ledger/cases/import_history.h"
#include "ledger/storage/cluster.h"
#include "ledger/storage/log.h"
#include "tests/support/journal.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"
#include "tests/system/small_disk.h"

namespace relief::test {
namespace {

using storage::Cluster;

/// People at work, who write down what they were told was done, and what they were refused with.
class AtWork {
 public:
  explicit AtWork(Office& office) {
    for (int i = 0; i < 3; ++i) {
      people_.emplace_back([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) add_some(office);
      });
    }
  }

  void stop() { people_.clear(); }
  [[nodiscard]] bool comes_to_do(int more) const { return comes_to(done_, done_ + more); }
  [[nodiscard]] bool comes_to_be_refused(int more) const {
    return comes_to(refused_, refused_ + more);
  }
  [[nodiscard]] const std::set<std::string>& acknowledged() const noexcept { return acknowledged_; }
  [[nodiscard]] const std::set<std::string>& sentences() const noexcept { return sentences_; }

 private:
  /// So many that the tables and the write-ahead log need new room soon.
  static std::vector<std::string> ids_of_some(Office& office) {
    std::vector<std::string> ids;
    office.run(office.first_administrator, [&](Work& work) {
      ids.clear();
      for (int i = 0; i < 20; ++i) {
        const auto facts = add_organisation(
            work, {.type = storage::OrganisationType::ngo,
                   .name = "A house " + std::string(300, 'o') + std::to_string(work.next_seq())});
        ids.push_back(facts["id"].get<std::string>());
      }
      return Facts{};
    });
    return ids;
  }

  void add_some(Office& office) {
    try {
      const auto ids = ids_of_some(office);
      const std::scoped_lock lock{writing_};
      acknowledged_.insert(ids.begin(), ids.end());
      ++done_;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Errc::unavailable) << error.what();
      const std::scoped_lock lock{writing_};
      sentences_.insert(error.what());
      ++refused_;
    } catch (const std::exception& broken) {
      ADD_FAILURE() << broken.what();
    }
  }

  static bool comes_to(const std::atomic<int>& count, int least) {
    for (int i = 0; i < 600 && count < least; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return count >= least;
  }

  std::mutex writing_;
  std::set<std::string> acknowledged_, sentences_;
  std::atomic<int> done_ = 0, refused_ = 0;
  std::vector<std::jthread> people_;  // Last: they use what is above.
};

class FullDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can't be mounted here: that takes root";
  }

  /// Books whose tables and write-ahead log are on the small disk.
  void open_books() {
    cluster.emplace(Cluster::start(disk.path() / "cluster"));
    begin();
  }

  /// Books whose write-ahead log alone is on it: PostgreSQL gives up when that finds no room.
  void open_books_with_their_log_alone() {
    const auto folder = roomy.path() / "cluster";
    { const auto made = Cluster::start(folder); }
    const auto log = folder / "data/pg_wal";
    const auto moved = disk.path() / "log";
    std::filesystem::copy(log, moved, std::filesystem::copy_options::recursive);
    give_to_owner_of(folder / "data", moved);
    std::filesystem::remove_all(log);
    std::filesystem::create_directory_symlink(moved, log);
    cluster.emplace(Cluster::start(folder));
    begin();
  }

  HistoryImport import(int lines) {
    Journal journal{"bank"};
    for (int i = 0; i < lines; ++i) journal.entry("2020-01-01", "gift " + std::to_string(i), 100);
    auto file = journal.file();
    std::vector<SigningKey> keys;
    for (const auto& who : {office->first_administrator, office->second_administrator}) {
      keys.push_back(SigningKey::of_pem(who.secret->pem()));
    }
    return import_history(office->context(), file, keys, {});
  }

  /// Whoever waits for the books to come back asks again and again.
  HistoryImport import_in_the_end(int lines) {
    for (int i = 0; i < 300; ++i) {
      if (!refusal([&] { size(); })) break;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return import(lines);
  }

  std::uint64_t size() {
    return office->context().database.read(
        [](storage::Transaction& tx) { return storage::read_head(tx).size(); });
  }

  std::set<std::string> organisations_in_log() {
    return office->context().database.read([](storage::Transaction& tx) {
      std::set<std::string> ids;
      for (const auto& bytes : storage::records_from(tx, 0, 10'000'000)) {
        const auto json = nlohmann::json::parse(bytes);
        if (json["kind"] == "organisation.added") ids.insert(json["org"].get<std::string>());
      }
      return ids;
    });
  }

  void expect_all_is_well() {
    EXPECT_EQ(office->context().writer.halted(), "");
    EXPECT_EQ(office->context().signer.refusal(), "");
    const auto verdict =
        audit::verify_database(office->context().database, audit::parse_policy(office->policy()));
    EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  }

  void expect_the_disk_to_fill_and_the_books_to_go_on() {
    AtWork people{*office};
    EXPECT_TRUE(people.comes_to_do(20));
    disk.fill();
    EXPECT_TRUE(people.comes_to_be_refused(30));
    disk.make_room();
    EXPECT_TRUE(people.comes_to_do(20));
    people.stop();
    EXPECT_FALSE(people.sentences().contains(""));
    EXPECT_TRUE(std::ranges::includes(organisations_in_log(), people.acknowledged()))
        << "something that was acknowledged was lost";
    expect_all_is_well();
  }

  void expect_an_import_to_fail_whole_and_to_succeed_later(int lines) {
    const auto before = size();
    disk.fill();
    EXPECT_EQ(refusal([&] { import(lines); }), Errc::unavailable);
    disk.make_room();
    EXPECT_TRUE(import_in_the_end(lines).seq);
    EXPECT_EQ(size(), before + static_cast<std::uint64_t>(lines) + 1);
    expect_all_is_well();
  }

  SmallDisk disk{256};
  Scratch roomy;
  std::optional<Cluster> cluster;
  std::optional<cli::ClusterWatch> watch;
  std::optional<Office> office;

 private:
  static void give_to_owner_of(const std::filesystem::path& model,
                               const std::filesystem::path& folder) {
    struct stat owned {};
    ASSERT_EQ(::stat(model.c_str(), &owned), 0);
    ASSERT_EQ(::chown(folder.c_str(), owned.st_uid, owned.st_gid), 0);
    for (const auto& each : std::filesystem::recursive_directory_iterator{folder}) {
      ASSERT_EQ(::chown(each.path().c_str(), owned.st_uid, owned.st_gid), 0);
    }
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  }

  void begin() {
    cluster->make_database("relief");
    watch.emplace(*cluster);
    office.emplace(cluster->conninfo("relief"));
    office->bank("AZ48CTRE00000000000000014001");
    office->fund("general");
  }
};

TEST_F(FullDiskTest, NothingThatWasAcknowledgedIsLostAndTheBooksGoOn) {
  open_books();
  expect_the_disk_to_fill_and_the_books_to_go_on();
}

TEST_F(FullDiskTest, ADatabaseThatGaveUpIsStartedAgain) {
  open_books_with_their_log_alone();
  expect_the_disk_to_fill_and_the_books_to_go_on();
}

TEST_F(FullDiskTest, AnImportIsRefusedWholeAndDoneOnceThereIsRoom) {
  open_books();
  expect_an_import_to_fail_whole_and_to_succeed_later(6'000);
}

TEST_F(FullDiskTest, AnImportThatMakesTheDatabaseGiveUpIsDoneOnceThereIsRoom) {
  open_books_with_their_log_alone();
  // More than the write-ahead log has room for in the files that it made before.
  expect_an_import_to_fail_whole_and_to_succeed_later(30'000);
}

}  // namespace
}  // namespace relief::test
