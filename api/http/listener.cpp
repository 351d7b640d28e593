#include "api/http/listener.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <thread>

#include "api/http/lobby.h"
#include "api/http/shares.h"
#include "ledger/base/error.h"

namespace relief::api {
namespace {

constexpr int backlog = 512;

/// Not SO_REUSEPORT, which httplib sets: with it, a second server would quietly share the address.
void only_reuse_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

/// Whether the answer that this thread gives is its connection's last.
bool& ends_connection() {
  thread_local bool ends = false;
  return ends;
}

void say_busy(int socket) {
  constexpr std::string_view answer =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
      "Connection: close\r\n\r\n";
  ::send(socket, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

/// Lets a caller who still sends see the answer, by which the connection ends: one that is closed
/// with bytes in it is reset. Takes them away as long as they come, within our patience.
void linger(int socket) {
  constexpr int silence_ms = 1000;
  ::shutdown(socket, SHUT_WR);
  const auto until = std::chrono::steady_clock::now() + Listener::patience;
  std::array<char, 1U << 16U> waste{};
  pollfd asked{.fd = socket, .events = POLLIN, .revents = 0};
  while (std::chrono::steady_clock::now() < until && ::poll(&asked, 1, silence_ms) > 0) {
    if (::recv(socket, waste.data(), waste.size(), MSG_DONTWAIT) <= 0) return;
  }
}

}  // namespace

/// Who answers whom: callers wait in the lobby, and go to one of two pools, so that bodies which
/// are awaited keep no thread from requests which are there.
class Listener::Desk : public httplib::TaskQueue {
 public:
  Desk(Listener& listener, std::size_t threads)
      : listener_{listener},
        shares_{threads / 4},
        whole_{threads},
        long_{threads / 4},
        lobby_{[this](const Lobby::Caller& caller, Lobby::Come come) { admit(caller, come); }} {
    listener_.desk_ = this;
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk() override { listener_.desk_ = nullptr; }

  /// httplib's only task is a new connection, and ours does nothing but enter the lobby.
  void enqueue(std::function<void()> task) override { task(); }

  void shutdown() override {
    lobby_.close();
    whole_.shutdown();
    long_.shutdown();
  }

  void enter(const Lobby::Caller& caller) { lobby_.enter(caller); }

 private:
  void admit(const Lobby::Caller& caller, Lobby::Come come) {
    if (!shares_.take(caller->network())) return say_busy(caller->socket());
    auto& pool = come == Lobby::Come::whole ? whole_ : long_;
    pool.enqueue([this, caller] {
      listener_.serve(caller);
      shares_.give_back(caller->network());
    });
  }

  Listener& listener_;
  Shares shares_;
  httplib::ThreadPool whole_;
  httplib::ThreadPool long_;
  Lobby lobby_;
};

Listener::Listener(std::size_t threads) {
  new_task_queue = [this, threads] { return new Desk(*this, threads); };
  set_socket_options(only_reuse_address);
}

void Listener::end_connection() { ends_connection() = true; }

bool Listener::process_and_close_socket(socket_t socket) {
  desk_.load()->enter(std::make_shared<Connection>(socket));
  return true;
}

void Listener::serve(const std::shared_ptr<Connection>& caller) {
  PacedStream stream{caller->socket(), caller->head_length};
  const bool last = ++caller->served >= keep_alive_max_count_;
  bool closed = false;
  ends_connection() = false;
  const bool answered = process_request(stream, last, closed, nullptr);
  if (answered && ends_connection()) return linger(caller->socket());
  if (answered && !closed && !last && stream.is_head_read()) desk_.load()->enter(caller);
}

int Listener::take(const std::string& host, int port) {
  const int bound = port != 0 ? (bind_to_port(host, port) ? port : -1) : bind_to_any_port(host);
  require(bound > 0, Errc::unavailable, "the address to listen on can't be had");
  ::listen(svr_sock_, backlog);  // Again: httplib's own backlog is 5.
  return bound;
}

void Listener::serve_until_stopped() {
  entered_ = true;
  if (!stopping_) listen_after_bind();
  left_ = true;
}

void Listener::end() {
  stopping_ = true;
  while (entered_ && !left_ && !is_running()) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  stop();
}

}  // namespace relief::api
