#pragma once

#include <chrono>
#include <string>

#include <httplib.h>

namespace relief::api {

/// One request and its answer over a socket, for httplib. However the bytes are dealt out, the
/// caller has some seconds in all, and more only for what has really moved: httplib's own patience
/// begins anew with every byte.
class PacedStream : public httplib::Stream {
 public:
  static constexpr auto patience = std::chrono::seconds{10};

  /// Takes `head_length` bytes off the socket at once, where they must have come already; httplib
  /// reads them without any Range.
  PacedStream(int socket, std::size_t head_length);

  /// Whether the head is read to its end: else httplib and we disagree where a request ends.
  [[nodiscard]] bool is_head_read() const { return at_ == head_.size(); }

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  /// Waits for the socket as long as the caller's time lasts. The time that we need is ours.
  bool await(short event);

  int socket_;
  std::string head_;
  std::size_t at_ = 0;
  std::size_t moved_ = 0;
  std::chrono::milliseconds waited_{0};
};

}  // namespace relief::api
