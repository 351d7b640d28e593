#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/cases/context.h"
#include "ledger/cases/statement_to_sign.h"
#include "ledger/cases/work.h"

namespace relief {

/// What makes a call safe to send twice: the caller's key, and a keyed hash of what was asked.
struct IdempotencyKey {
  std::string route;  ///< The scope of the key, besides the caller.
  std::string key;
  std::string input;  ///< 32 bytes.
};

class EarlierReplies;

/// One thing that somebody asks to be done.
struct Command {
  Actor actor;
  std::function<Facts(Work&)> decide;
  std::optional<IdempotencyKey> key = std::nullopt;
  std::vector<Act> acts = {};  ///< Signed statements, their signatures verified.
  std::string seed = {};       ///< For signed acts: seed_of().
};

struct Committed {
  Facts facts;
  bool replayed;  ///< The key came before: nothing was done, the facts are the first answer's.
};

/// The one door through which anything that the log tells of changes. Queues the command; whoever
/// finds no writer at work becomes the writer and runs all that is queued, in order, in one
/// transaction that holds the log's lock. Then the new head is signed, while the next writer is at
/// work already, and everybody is answered. A command that fails costs the others nothing.
///
/// Throws Error for what the command's decision refuses (then nothing of it was written), for a
/// reused key, and unavailable while the database can't be reached or the books are halted.
Committed commit(Context& context, Command command);

/// What a signed act would record now, without doing it. Throws what its decision refuses.
Work::Signed draft(Context& context, const Actor& actor, const std::string& seed,
                   const std::function<Facts(Work&)>& decide);

/// Runs the commands of one server. Made once; any number of threads commit through it.
class Writer {
 public:
  explicit Writer(std::string conninfo) : conninfo_{std::move(conninfo)} {}

  Committed commit(Context& context, Command command);

  /// Why this server takes no more commands, or empty: after a broken promise of ours nothing is
  /// written until somebody has looked.
  [[nodiscard]] std::string halted() const;

 private:
  struct Pending {
    explicit Pending(Command asked) : command{std::move(asked)} {}

    Command command;
    Facts facts = {};
    bool replayed = false;
    std::exception_ptr failure = nullptr;
    bool taken = false;  ///< By a writer.
    bool done = false;
    std::condition_variable changed = {};  ///< Its turn to lead has come, or it is done.
  };
  using Group = std::vector<std::shared_ptr<Pending>>;

  void lead(Context& context, std::unique_lock<std::mutex>& lock);
  /// Answers whether the log has grown.
  bool run(Context& context, const Group& group);
  bool run_each_alone(Context& context, const Group& group);
  bool run_once(Context& context, const Group& group);
  void decide(Pending& pending, const Work::Setting& setting, EarlierReplies& replies,
              std::vector<storage::LogRow>& rows);
  void sign(Context& context);
  void forget();
  /// Commits; where the connection breaks at that moment, finds out what became of it.
  void finish(storage::Transaction& tx, const std::vector<storage::LogRow>& rows);
  void halt(const std::string& why);

  std::string conninfo_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<Pending>> queue_;
  bool leading_ = false;
  std::string halted_;

  // Only the leader touches these.
  std::unique_ptr<soci::session> session_;
  Book book_{Book::Extent::part};
  std::uint64_t book_size_ = 0;  ///< The size of the log that the book in memory belongs to.
};

}  // namespace relief
