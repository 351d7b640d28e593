#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace relief {

/// Lets so many threads do something costly at once and so many more wait for it, and refuses the
/// rest.
class Turnstile {
 public:
  Turnstile(std::size_t at_once, std::size_t waiting) : free_{at_once}, seats_{waiting} {}

  /// Leave to be inside, until it goes.
  class Pass {
   public:
    explicit Pass(Turnstile& turnstile) : turnstile_{turnstile} { turnstile_.enter(); }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass() { turnstile_.leave(); }

   private:
    Turnstile& turnstile_;
  };

 private:
  /// Throws Error{unavailable} when nobody more may wait.
  void enter();
  void leave() noexcept;

  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t free_;
  std::size_t seats_;
};

}  // namespace relief
