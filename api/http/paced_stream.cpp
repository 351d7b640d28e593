#include "api/http/paced_stream.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "ledger/base/ascii.h"

namespace relief::api {
namespace {

/// Slower than any telephone line that somebody sends a statement or reads a report over.
constexpr std::size_t slowest_bytes_a_second = 4096;

void tell_address(decltype(::getpeername)* ask, int socket, std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  if (ask(socket, generic, &length) != 0) return;
  if (::getnameinfo(generic, length, host.data(), host.size(), service.data(), service.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return;
  }
  ip = host.data();
  port = std::atoi(service.data());
}

/// Takes a Range out of a request's head: no answer here has parts, so that it means nothing (RFC
/// 9110 section 14.2), and httplib would refuse one that it can't read.
void forget_range(std::string& head) {
  constexpr std::string_view name = "\nrange:";
  const auto is_same = [](char c, char wanted) {
    return (is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c) == wanted;
  };
  while (true) {
    const auto found = std::search(head.begin(), head.end(), name.begin(), name.end(), is_same);
    const auto from = static_cast<std::size_t>(found - head.begin());
    const auto to = head.find('\n', from + 1);
    if (found == head.end() || to == std::string::npos) return;
    head.erase(from, to - from);
  }
}

}  // namespace

PacedStream::PacedStream(int socket, std::size_t head_length) : socket_{socket} {
  head_.resize(head_length);
  if (head_length == 0) return;
  const auto count = ::recv(socket_, head_.data(), head_length, MSG_DONTWAIT);
  head_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  forget_range(head_);
}

bool PacedStream::await(short event) {
  using std::chrono::milliseconds;
  const milliseconds left =
      patience + milliseconds{moved_ * 1000 / slowest_bytes_a_second} - waited_;
  if (left.count() <= 0) return false;
  const auto began = std::chrono::steady_clock::now();
  pollfd asked{.fd = socket_, .events = event, .revents = 0};
  const int ready =
      ::poll(&asked, 1, static_cast<int>(std::min(left, milliseconds{60'000}).count()));
  waited_ += std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - began);
  return ready > 0 || (ready < 0 && errno == EINTR);
}

bool PacedStream::is_readable() const {
  pollfd asked{.fd = socket_, .events = POLLIN, .revents = 0};
  return !is_head_read() || ::poll(&asked, 1, 0) > 0;
}

bool PacedStream::is_writable() const { return true; }

ssize_t PacedStream::read(char* to, std::size_t size) {
  if (!is_head_read()) {
    const auto count = std::min(size, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
  }
  while (true) {
    const auto count = ::recv(socket_, to, size, MSG_DONTWAIT);
    if (count >= 0) {
      moved_ += static_cast<std::size_t>(count);
      return count;
    }
    if (errno != EAGAIN && errno != EINTR) return -1;
    if (!await(POLLIN)) return -1;
  }
}

ssize_t PacedStream::write(const char* from, std::size_t size) {
  std::size_t sent = 0;
  while (sent < size) {
    const auto count = ::send(socket_, from + sent, size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
      moved_ += static_cast<std::size_t>(count);
      continue;
    }
    if (errno != EAGAIN && errno != EINTR) return -1;
    if (!await(POLLOUT)) return -1;
  }
  return static_cast<ssize_t>(size);
}

void PacedStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  tell_address(::getpeername, socket_, ip, port);
}

void PacedStream::get_local_ip_and_port(std::string& ip, int& port) const {
  tell_address(::getsockname, socket_, ip, port);
}

}  // namespace relief::api
