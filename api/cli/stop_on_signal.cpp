#include "api/cli/stop_on_signal.h"

#include <utility>

namespace relief::cli {
namespace {

constexpr int end_of_waiting = SIGUSR1;  // From ourselves, when the server ended by itself.

}  // namespace

StopOnSignal::StopOnSignal(std::function<void()> stop) {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, end_of_waiting}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiter_ = std::thread{[this, stop = std::move(stop)] {
    int signal = 0;
    sigwait(&signals_, &signal);
    if (signal != end_of_waiting) stop();
  }};
}

StopOnSignal::~StopOnSignal() {
  pthread_kill(waiter_.native_handle(), end_of_waiting);
  waiter_.join();
}

}  // namespace relief::cli
