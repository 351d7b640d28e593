#include "ledger/cases/commit_outcome.h"

#include <chrono>
#include <thread>

#include "ledger/base/error.h"
#include "ledger/storage/database.h"
#include "ledger/storage/log.h"

namespace relief {
namespace {

constexpr int attempts = 60;
constexpr auto pause_between = std::chrono::milliseconds{250};

bool holds(const std::string& conninfo, std::uint64_t seq, const Hash& leaf) {
  soci::session session;
  storage::open_session(session, conninfo);
  storage::Transaction tx{session};
  if (storage::lock_head(tx).size() <= seq) return false;
  // Salted: nobody else's record has this hash.
  return storage::leaf_hashes(tx, seq, seq + 1).front() == leaf;
}

}  // namespace

bool was_committed(const std::string& conninfo, std::uint64_t seq, const Hash& leaf) {
  for (int i = 0; i < attempts; ++i) {
    try {
      return holds(conninfo, seq, leaf);
    } catch (const soci::soci_error& error) {
      if (!storage::is_unavailable(error)) storage::rethrow(error);
    }
    std::this_thread::sleep_for(pause_between);
  }
  throw Error{Errc::unavailable,
              "the books stopped while this was being written: whether it was is not known yet; "
              "send it again with the same key"};
}

}  // namespace relief
