#include "api/http/listener.h"

#include <sys/socket.h>

#include <thread>

#include "ledger/base/error.h"

namespace relief::api {
namespace {

constexpr int backlog = 512;

/// Not SO_REUSEPORT, which httplib sets: with it, a second server would quietly share the address.
void only_reuse_address(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

Listener::Listener(std::size_t threads) {
  new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
  set_socket_options(only_reuse_address);
  set_read_timeout(patience);
  set_write_timeout(patience);
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
