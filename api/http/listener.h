#pragma once

#include <atomic>
#include <memory>
#include <string>

#include <httplib.h>

#include "api/http/connection.h"
#include "api/http/paced_stream.h"

namespace relief::api {

/// httplib's server, as both of our doors need it: an address of its own, no thread that waits for
/// a slow caller, and an end from any thread, also before it began.
class Listener : public httplib::Server {
 public:
  static constexpr auto patience = PacedStream::patience;

  /// Takes the address and answers its port, which the system chooses for port 0.
  /// Throws Error{unavailable} where the address can't be had.
  int take(const std::string& host, int port);

  /// Serves in this thread until somebody ends it.
  void serve_until_stopped();

  /// Ends serve_until_stopped(), now or when it begins. Any thread.
  void end();

  /// Says of the request that this thread answers that its connection ends behind the answer.
  static void end_connection();

 protected:
  /// `threads` for requests that have come whole; a quarter as many more wait for long bodies.
  explicit Listener(std::size_t threads);

 private:
  class Desk;

  bool process_and_close_socket(socket_t socket) override;
  void serve(const std::shared_ptr<Connection>& caller);

  std::atomic<Desk*> desk_ = nullptr;  ///< httplib owns it while it listens.
  std::atomic<bool> entered_ = false;
  std::atomic<bool> left_ = false;
  std::atomic<bool> stopping_ = false;
};

}  // namespace relief::api
