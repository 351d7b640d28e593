#include "tests/support/office/wire.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/storage/libpq.h"

namespace relief::test {
namespace {

constexpr std::string_view commit_statement{"commit\0", 7};
constexpr auto socket_file = "/.s.PGSQL.5432";

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ensure(path.size() < sizeof address.sun_path, "a test's socket has a short path");
  path.copy(address.sun_path, path.size());
  return address;
}

Descriptor new_socket() { return Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)}; }

/// Answers false where nobody reads any more.
bool send_all(const Descriptor& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(to.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

Wire::Wire(const std::string& conninfo) {
  const auto direct = storage::connect(conninfo);
  database_ = PQhost(direct.get()) + std::string{"/.s.PGSQL."} + PQport(direct.get());
  conninfo_ = conninfo + " port=5432 host='" + folder_.path().string() + "'";
  listener_ = new_socket();
  const auto address = address_of(folder_.path().string() + socket_file);
  ensure(::bind(listener_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                 0 &&
             ::listen(listener_.number(), 64) == 0,
         "a test can listen at a socket of its own");
  std::array<int, 2> ends{};
  ensure(::pipe2(ends.data(), O_CLOEXEC) == 0, "a test can make a pipe");
  stopped_ = Descriptor{ends[0]};
  stop_ = Descriptor{ends[1]};
  thread_ = std::thread{[this] { run(); }};
}

Wire::~Wire() {
  stop_ = Descriptor{};
  thread_.join();
}

void Wire::decide(Fate fate) {
  const std::scoped_lock lock{mutex_};
  fate_ = fate;
  decided_ = true;
  met_ = false;
}

bool Wire::wait() {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, std::chrono::seconds{60}, [this] { return met_; });
}

void Wire::run() {
  for (;;) {
    std::vector<pollfd> watched{{.fd = stopped_.number(), .events = POLLIN, .revents = 0},
                                {.fd = listener_.number(), .events = POLLIN, .revents = 0}};
    for (const auto& call : calls_) {
      const short events = call.held ? 0 : POLLIN;  // Whoever is held can still end.
      watched.push_back({.fd = call.program.number(), .events = events, .revents = 0});
      watched.push_back({.fd = call.database.number(), .events = events, .revents = 0});
    }
    ::poll(watched.data(), watched.size(), -1);
    if (watched[0].revents != 0) return;
    auto next = watched.begin() + 2;
    for (auto& call : calls_) {
      if ((next++)->revents != 0) from_program(call);
      if ((next++)->revents != 0 && !call.over) from_database(call);
    }
    if (watched[1].revents != 0) take_call();
    calls_.remove_if([](const Call& call) { return call.over; });
  }
}

void Wire::take_call() {
  Descriptor program{::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC)};
  auto database = new_socket();
  const auto address = address_of(database_);
  const bool connected = ::connect(database.number(), reinterpret_cast<const sockaddr*>(&address),
                                   sizeof address) == 0;
  if (connected) calls_.push_back({.program = std::move(program), .database = std::move(database)});
}

void Wire::from_program(Call& call) {
  std::array<char, 65536> bytes{};
  const auto count = call.held ? 0 : ::read(call.program.number(), bytes.data(), bytes.size());
  call.over = count <= 0;
  if (call.over) return;
  const std::string_view said{bytes.data(), static_cast<std::size_t>(count)};
  if (is_the_commit(said)) {
    if (fate_ == Fate::cut_before || fate_ == Fate::held_before) return meet_fate(call);
    call.awaits_answer = true;
  }
  call.over = !send_all(call.database, said);
}

void Wire::from_database(Call& call) {
  std::array<char, 65536> bytes{};
  const auto count = call.held ? 0 : ::read(call.database.number(), bytes.data(), bytes.size());
  call.over = count <= 0;
  if (call.over) return;
  if (call.awaits_answer) return meet_fate(call);
  call.over = !send_all(call.program, {bytes.data(), static_cast<std::size_t>(count)});
}

bool Wire::is_the_commit(std::string_view bytes) {
  if (bytes.find(commit_statement) == std::string_view::npos) return false;
  const std::scoped_lock lock{mutex_};
  return std::exchange(decided_, false);
}

void Wire::meet_fate(Call& call) {
  call.held = fate_ == Fate::held_before || fate_ == Fate::held_after;
  call.over = !call.held;
  const std::scoped_lock lock{mutex_};
  met_ = true;
  changed_.notify_all();
}

}  // namespace relief::test
