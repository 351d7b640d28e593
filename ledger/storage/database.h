#pragma once

#include <cstddef>
#include <string>

#include <soci/soci.h>

#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Says a database error in our own terms: unavailable where the connection is gone or the server
/// stops; conflict where a unique constraint refuses; InvariantBroken for the rest, since no
/// statement of ours may fail otherwise.
[[noreturn]] void rethrow(const soci::soci_error& error);

/// Whether it is the connection or the server that failed, and not a statement.
bool is_unavailable(const soci::soci_error& error);

/// Opens a session as the program's role.
void open_session(soci::session& session, const std::string& conninfo);
/// The same once more, where the server has ended the session.
void reopen_session(soci::session& session);

/// Whether the server is still there at the other end. Asks only the operating system.
bool is_connected(soci::session& session);

/// A pool of connections to one PostgreSQL database, as the role that may only do what the program
/// does (`relief_app`). Safe to share between threads. A connection that its server has ended is
/// made anew for whoever is next.
class Database {
 public:
  Database(std::string conninfo, std::size_t connections);

  /// Runs `work(tx)` on a snapshot that nobody changes meanwhile, and returns what it returned.
  template <class Work>
  auto read(Work work) {
    return on_session([&](soci::session& session) {
      Transaction tx{session, "begin isolation level repeatable read read only"};
      return work(tx);
    });
  }

  /// Runs `work(tx)`, which asks one question: it needs no transaction, and is cheaper without.
  template <class Work>
  auto glance(Work work) {
    return on_session([&](soci::session& session) {
      Transaction tx{session, nullptr};
      return work(tx);
    });
  }

  /// Runs `work(tx)` in one transaction, commits it, and returns what it returned. For the side
  /// tables that are not projections of the log: tokens, proposals, what a bank says. Everything
  /// else changes through cases/commit.
  template <class Work>
  auto change(Work work) {
    return on_session([&](soci::session& session) {
      Transaction tx{session};
      auto result = work(tx);
      tx.commit();
      return result;
    });
  }

  [[nodiscard]] const std::string& conninfo() const noexcept { return conninfo_; }

 private:
  template <class Body>
  auto on_session(Body body) {
    try {
      soci::session session{pool_};
      if (!is_connected(session)) reopen_session(session);
      return body(session);
    } catch (const soci::soci_error& error) {
      rethrow(error);
    }
  }

  std::string conninfo_;
  soci::connection_pool pool_;
};

}  // namespace relief::storage
