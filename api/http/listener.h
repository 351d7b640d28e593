#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include <httplib.h>

namespace relief::api {

/// httplib's server, as both of our doors need it: an address of its own, patience with slow
/// callers, and an end from any thread, also before it began.
class Listener : public httplib::Server {
 public:
  static constexpr auto patience = std::chrono::seconds{10};

  /// Takes the address and answers its port, which the system chooses for port 0.
  /// Throws Error{unavailable} where the address can't be had.
  int take(const std::string& host, int port);

  /// Serves in this thread until somebody ends it.
  void serve_until_stopped();

  /// Ends serve_until_stopped(), now or when it begins. Any thread.
  void end();

 protected:
  explicit Listener(std::size_t threads);

 private:
  std::atomic<bool> entered_ = false;
  std::atomic<bool> left_ = false;
  std::atomic<bool> stopping_ = false;
};

}  // namespace relief::api
