#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "api/http/connection.h"

namespace relief::api {

/// Where connections wait until their next request has come, so that no thread waits with them:
/// who sends slowly, or nothing, costs a row in a table. Whoever has waited longest leaves when the
/// lobby is full.
class Lobby {
 public:
  /// What has come: all of a request, or the head of one whose body is long or slow.
  enum class Come : std::uint8_t { whole, head };
  using Caller = std::shared_ptr<Connection>;

  /// Threads ask `ready` to take callers on; it doesn't throw.
  explicit Lobby(std::function<void(Caller, Come)> ready);
  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;
  ~Lobby();

  void enter(const Caller& caller);

  /// Everybody leaves, nobody enters any more, and `ready` isn't asked again.
  void close();

 private:
  using Time = std::chrono::steady_clock::time_point;
  using Ticket = std::uint64_t;
  struct Waiting {
    Caller caller;
    Time until;
    bool begun = false;     ///< Whether anything of the request has come.
    bool has_head = false;  ///< Whether only its body is missing.
  };
  using Rows = std::map<Ticket, Waiting>;

  void watch();
  void look(Ticket ticket, Time now);
  void dismiss_late(Time now);
  void hand_on(Rows::iterator row, Come come);
  void leave(Rows::iterator row);

  std::function<void(Caller, Come)> ready_;
  int epoll_;
  std::mutex mutex_;
  Rows rows_;  ///< By ticket: who entered first stands first.
  Ticket last_ = 0;
  std::string peeked_;
  std::atomic<bool> closed_ = false;
  std::thread watcher_;
};

}  // namespace relief::api
