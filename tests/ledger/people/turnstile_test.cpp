#include "ledger/people/turnstile.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

#include "tests/support/refusal.h"

namespace relief {
namespace {

using Threads = std::vector<std::jthread>;

TEST(TurnstileTest, RefusesWhereNobodyMayWait) {
  Turnstile turnstile{2, 0};
  const Turnstile::Pass one{turnstile};
  std::optional<Turnstile::Pass> two{turnstile};
  EXPECT_EQ(test::refusal([&] { Turnstile::Pass{turnstile}; }), Errc::unavailable);
  two.reset();
  EXPECT_EQ(test::refusal([&] { Turnstile::Pass{turnstile}; }), std::nullopt);
}

TEST(TurnstileTest, LetsSoManyInAtOnce) {
  Turnstile turnstile{2, 16};
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> passed = 0;
  Threads threads;
  for (int i = 0; i < 18; ++i) {
    threads.emplace_back([&] {
      const Turnstile::Pass pass{turnstile};
      const int now = ++inside;
      for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
      --inside;
      ++passed;
    });
  }
  threads.clear();
  EXPECT_LE(most, 2);
  EXPECT_EQ(passed, 18);
}

TEST(TurnstileTest, LetsSoManyWaitAndRefusesTheRest) {
  Turnstile turnstile{2, 3};
  std::optional<Turnstile::Pass> one{turnstile};
  std::optional<Turnstile::Pass> two{turnstile};
  std::atomic<int> refused = 0;
  std::atomic<int> passed = 0;
  Threads threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([&] {
      const auto refusal = test::refusal([&] { Turnstile::Pass{turnstile}; });
      ++(refusal == Errc::unavailable ? refused : passed);
    });
  }
  while (refused < 7) std::this_thread::yield();
  EXPECT_EQ(passed, 0);
  one.reset();
  two.reset();
  threads.clear();
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(passed, 3);
}

}  // namespace
}  // namespace relief
