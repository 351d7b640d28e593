#pragma once

#include <cstddef>
#include <string>

namespace relief::api {

/// A caller's connection, which ends with this object.
class Connection {
 public:
  /// Takes the socket over.
  explicit Connection(int socket);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] int socket() const { return socket_; }

  /// Whom it leads to, as network_of() counts; empty for a program on this machine, which may be a
  /// proxy and speak for everybody.
  [[nodiscard]] const std::string& network() const { return network_; }

  std::size_t served = 0;       ///< Requests so far.
  std::size_t head_length = 0;  ///< Of the next request, once it has come.

 private:
  int socket_;
  std::string network_;
};

}  // namespace relief::api
