#pragma once

#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "ledger/base/descriptor.h"
#include "tests/support/scratch.h"

namespace relief::test {

/// The wire between a program and its database, in a test's hands: it cuts or holds the connection
/// that commits next.
class Wire {
 public:
  enum class Fate {
    cut_before,   ///< The database never hears of the commit.
    cut_after,    ///< The database commits, and its answer is lost.
    held_before,  ///< As the first, but nobody is told: all wait until somebody is killed.
    held_after,   ///< As the second, but nobody is told.
  };

  /// To a database that is reached through a Unix socket.
  explicit Wire(const std::string& conninfo);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  /// How to reach the database by this wire.
  [[nodiscard]] const std::string& conninfo() const noexcept { return conninfo_; }

  /// Decides on the next commit. Those after it pass.
  void decide(Fate fate);
  /// Waits until that commit has met its fate, for a while. Answers whether it has.
  [[nodiscard]] bool wait();

 private:
  /// A connection, and what goes over it.
  struct Call {
    Descriptor program, database;
    bool awaits_answer = false;  ///< Of the commit on which was decided.
    bool held = false;
    bool over = false;
  };

  void run();
  void serve();
  void take_call();
  void from_program(Call& call);
  void from_database(Call& call);
  /// The fate of a commit among these bytes, once.
  bool is_the_commit(std::string_view bytes);
  void meet_fate(Call& call);

  Scratch folder_;
  std::string conninfo_;
  std::string database_;  ///< The path of its socket.
  Descriptor listener_, stop_, stopped_;
  std::list<Call> calls_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Fate fate_{};
  bool decided_ = false;
  bool met_ = false;
  std::thread thread_;
};

}  // namespace relief::test
