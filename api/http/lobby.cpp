#include "api/http/lobby.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string_view>
#include <utility>

#include "api/http/paced_stream.h"
#include "ledger/base/error.h"

namespace relief::api {
namespace {

/// Half of what a process may have open where nobody changed it.
constexpr std::size_t places = 512;

/// What is looked at without taking it: less than any socket's buffer, and more than any head that
/// isn't refused for its length.
constexpr std::size_t longest_peek = 16U << 10U;

/// A body comes right behind its head, or it is one to wait for.
constexpr auto behind_the_head = std::chrono::milliseconds{250};

constexpr int tick_ms = 100;

struct Arrived {
  std::size_t head = 0;  ///< 0 while it is on its way.
  bool whole = false;
  bool comes_soon = false;
};

std::size_t length_of_body(std::string head) {
  std::ranges::transform(head, head.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  constexpr std::string_view name = "\r\ncontent-length:";
  auto at = head.find(name);
  if (at == std::string::npos) return 0;
  at = head.find_first_not_of(' ', at + name.size());
  std::size_t length = 0;
  std::from_chars(head.data() + std::min(at, head.size()), head.data() + head.size(), length);
  return length;
}

Arrived arrived(std::string_view bytes) {
  constexpr std::string_view empty_line = "\r\n\r\n";
  const auto end = bytes.find(empty_line);
  if (end == std::string_view::npos) {
    return {.head = bytes.size() == longest_peek ? bytes.size() : 0};
  }
  const auto head = end + empty_line.size();
  const auto body = length_of_body(std::string{bytes.substr(0, head)});
  return {.head = head,
          .whole = body <= bytes.size() - head,
          .comes_soon = body <= longest_peek - head};
}

}  // namespace

Lobby::Lobby(std::function<void(Caller, Come)> ready)
    : ready_{std::move(ready)}, epoll_{::epoll_create1(EPOLL_CLOEXEC)}, peeked_(longest_peek, 0) {
  require(epoll_ >= 0, Errc::unavailable, "no more files can be opened to wait for callers");
  watcher_ = std::thread{[this] { watch(); }};
}

Lobby::~Lobby() {
  close();
  ::close(epoll_);
}

void Lobby::close() {
  closed_ = true;
  if (watcher_.joinable()) watcher_.join();
  const std::scoped_lock lock{mutex_};
  rows_.clear();
}

void Lobby::enter(const Caller& caller) {
  const std::scoped_lock lock{mutex_};
  if (closed_) return;
  if (rows_.size() >= places) leave(rows_.begin());
  const auto ticket = ++last_;
  // Told once for what comes: bytes that stay in the socket aren't news.
  epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.u64 = ticket}};
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, caller->socket(), &event) != 0) return;
  const auto until = std::chrono::steady_clock::now() + PacedStream::patience;
  rows_.emplace(ticket, Waiting{.caller = caller, .until = until});
}

void Lobby::watch() {
  std::array<epoll_event, 64> events{};
  while (!closed_) {
    const int count = ::epoll_wait(epoll_, events.data(), int{events.size()}, tick_ms);
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock{mutex_};
    for (int i = 0; i < count; ++i) look(events.at(static_cast<std::size_t>(i)).data.u64, now);
    dismiss_late(now);
  }
}

void Lobby::look(Ticket ticket, Time now) {
  const auto row = rows_.find(ticket);
  if (row == rows_.end()) return;
  auto& [caller, until, begun, has_head] = row->second;
  const auto count =
      ::recv(caller->socket(), peeked_.data(), peeked_.size(), MSG_PEEK | MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return leave(row);
  if (!std::exchange(begun, true)) until = now + PacedStream::patience;
  const auto come = arrived(std::string_view{peeked_}.substr(0, static_cast<std::size_t>(count)));
  if (come.head == 0) return;
  caller->head_length = come.head;
  if (come.whole) return hand_on(row, Come::whole);
  if (!come.comes_soon) return hand_on(row, Come::head);
  if (!std::exchange(has_head, true)) until = now + behind_the_head;
}

void Lobby::dismiss_late(Time now) {
  for (auto row = rows_.begin(); row != rows_.end();) {
    const auto each = row++;
    if (now < each->second.until) continue;
    each->second.has_head ? hand_on(each, Come::head) : leave(each);
  }
}

void Lobby::hand_on(Rows::iterator row, Come come) {
  const auto caller = row->second.caller;
  leave(row);
  ready_(caller, come);
}

void Lobby::leave(Rows::iterator row) {
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, row->second.caller->socket(), nullptr);
  rows_.erase(row);
}

}  // namespace relief::api
