#include "ledger/cases/commit.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "ledger/cases/commit_outcome.h"
#include "ledger/cases/replay.h"
#include "ledger/cases/verify_act.h"
#include "ledger/storage/log_times.h"

namespace relief {
namespace {

/// Thrown inside a group when a command failed after it wrote: the group runs again without it.
struct RunAgain {};

/// Thrown inside a group when the database refused a statement, perhaps with the rows of several
/// commands: each runs again alone, which shows whose it was.
struct RunEachAlone {};

constexpr std::size_t group_max = 256;

EarlierReplies earlier_replies(storage::Transaction& tx, const auto& group) {
  std::vector<storage::ReplyKey> keys;
  for (const auto& pending : group) {
    const auto& command = pending->command;
    if (command.key) keys.push_back(reply_key(command.actor.person, *command.key));
  }
  return {tx, keys};
}

}  // namespace

Committed commit(Context& context, Command command) {
  return context.writer.commit(context, std::move(command));
}

Work::Signed draft(Context& context, const Actor& actor, const std::string& seed,
                   const std::function<Facts(Work&)>& decide) {
  return context.database.read([&](storage::Transaction& tx) -> Work::Signed {
    Book book{Book::Extent::part};
    Homes homes;
    const auto rules = context.rulebooks.in_force(tx);
    Work work{{.tx = tx,
               .book = book,
               .homes = homes,
               .rules = *rules,
               .secrets = context.secrets,
               .entropy = context.entropy,
               .now = context.clock(),
               .next_seq = storage::read_head(tx).size()},
              actor,
              Work::Mode::draft,
              seed,
              {}};
    try {
      decide(work);
    } catch (Work::Signed& drafted) {
      return std::move(drafted);
    }
    throw InvariantBroken{"an act that is drafted appends a signed record"};
  });
}

Committed Writer::commit(Context& context, Command command) {
  const auto mine = std::make_shared<Pending>(std::move(command));
  std::unique_lock lock{mutex_};
  require(halted_.empty(), Errc::unavailable,
          "the books are halted until somebody has looked at them");
  require(context.signer.refusal().empty(), Errc::unavailable,
          "the log's signer doesn't know these records: they have to be verified first");
  queue_.push_back(mine);
  while (!mine->done) {
    if (leading_ || mine->taken) {
      mine->changed.wait(lock);
    } else {
      lead(context, lock);
    }
  }
  lock.unlock();
  if (mine->failure) std::rethrow_exception(mine->failure);
  return {.facts = std::move(mine->facts), .replayed = mine->replayed};
}

std::string Writer::halted() const {
  const std::scoped_lock lock{mutex_};
  return halted_;
}

void Writer::halt(const std::string& why) {
  spdlog::critical("the books are halted: {}", why);
  const std::scoped_lock lock{mutex_};
  if (halted_.empty()) halted_ = why;
}

void Writer::lead(Context& context, std::unique_lock<std::mutex>& lock) {
  leading_ = true;
  const auto count = std::min(queue_.size(), group_max);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  const Group group{queue_.begin(), end};
  queue_.erase(queue_.begin(), end);
  for (const auto& pending : group) pending->taken = true;
  lock.unlock();
  const bool has_grown = run(context, group);
  lock.lock();
  leading_ = false;
  if (!queue_.empty()) queue_.front()->changed.notify_one();
  lock.unlock();
  if (has_grown) sign(context);
  lock.lock();
  for (const auto& pending : group) {
    pending->done = true;
    pending->changed.notify_one();
  }
}

void Writer::sign(Context& context) {
  try {
    context.signer.sign(context.database, context.clock());
  } catch (const Error& error) {
    spdlog::error("the log's new head isn't signed yet: {}", error.what());
  } catch (const InvariantBroken& broken) {
    halt(broken.what());
  }
}

void Writer::forget() {
  session_.reset();
  book_ = Book{Book::Extent::part};
}

bool Writer::run(Context& context, const Group& group) {
  for (Group left = group; !left.empty();) {
    try {
      return run_once(context, left);
    } catch (const RunAgain&) {
      std::erase_if(left, [](const auto& pending) { return pending->failure != nullptr; });
    } catch (const RunEachAlone&) {
      forget();
      return run_each_alone(context, left);
    } catch (...) {
      // Nothing of the group was written, and nobody of it is to blame alone.
      for (const auto& pending : left) pending->failure = std::current_exception();
      left.clear();
    }
    forget();
  }
  return false;
}

bool Writer::run_each_alone(Context& context, const Group& group) {
  bool has_grown = false;
  for (const auto& pending : group) has_grown |= run(context, {pending});
  return has_grown;
}

bool Writer::run_once(Context& context, const Group& group) {
  std::vector<storage::LogRow> rows;
  try {
    if (session_ && !storage::is_connected(*session_)) forget();
    if (!session_) {
      session_ = std::make_unique<soci::session>();
      storage::open_session(*session_, conninfo_);
    }
    storage::Transaction tx{*session_};
    const auto before = storage::lock_head(tx);
    if (before.size() != book_size_) book_ = Book{Book::Extent::part};

    const auto rules = context.rulebooks.in_force(tx);
    // A clock that was set back doesn't take the log with it: balances at a moment rely on that.
    const auto now = std::max(context.clock(), storage::last_written_at(tx, before.size()));
    auto replies = earlier_replies(tx, group);
    Homes homes;
    for (const auto& pending : group) {
      decide(*pending,
             {.tx = tx,
              .book = book_,
              .homes = homes,
              .rules = *rules,
              .secrets = context.secrets,
              .entropy = context.entropy,
              .now = now,
              .next_seq = before.size() + rows.size()},
             replies, rows);
    }
    auto after = before;
    for (const auto& row : rows) after.append(row.leaf);
    if (!rows.empty()) storage::append(tx, before, after, rows);
    storage::add_changes(tx, book_);
    tx.insert_added();
    finish(tx, rows);
    book_size_ = after.size();
  } catch (const soci::soci_error& error) {
    if (group.size() > 1 && !storage::is_unavailable(error)) throw RunEachAlone{};
    storage::rethrow(error);
  }
  return !rows.empty();
}

void Writer::decide(Pending& pending, const Work::Setting& setting, EarlierReplies& replies,
                    std::vector<storage::LogRow>& rows) {
  const auto& command = pending.command;
  setting.tx.forget_changes();
  // An earlier run of its group may have answered it, beside others that aren't there now.
  pending.failure = nullptr;
  pending.replayed = false;
  try {
    if (command.key) {
      if (auto facts = replies.facts(command.actor.person, *command.key)) {
        pending.facts = *std::move(facts);
        pending.replayed = true;
        return;
      }
    }
    require_unexpired(command.acts, setting.now);
    require_unrecorded(setting.tx, command.acts, rows);
    Work work{setting, command.actor, Work::Mode::act, command.seed, command.acts};
    pending.facts = command.decide(work);
    if (command.key) {
      replies.keep(setting.tx, command.actor.person, *command.key, pending.facts, setting.now);
    }
    rows.insert(rows.end(), work.rows().begin(), work.rows().end());
  } catch (const InvariantBroken& broken) {
    pending.failure = std::current_exception();
    halt(broken.what());
    throw RunAgain{};
  } catch (const soci::soci_error&) {
    throw;  // Perhaps another's row, which waited until now: whose it is shows in run_once().
  } catch (...) {
    pending.failure = std::current_exception();
    if (setting.tx.changed()) throw RunAgain{};
  }
}

void Writer::finish(storage::Transaction& tx, const std::vector<storage::LogRow>& rows) {
  try {
    tx.commit();
  } catch (const soci::soci_error& error) {
    if (!storage::is_unavailable(error)) throw;
    forget();
    if (rows.empty() || !was_committed(conninfo_, rows.back().seq, rows.back().leaf)) throw;
  }
}

}  // namespace relief
