#include "ledger/base/together.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace relief {
namespace {

using Doubled = Together<int, int>;

std::map<int, int> doubled(const std::set<int>& numbers) {
  std::map<int, int> all;
  for (const auto number : numbers) all.emplace(number, 2 * number);
  return all;
}

TEST(TogetherTest, AnswersEachHisOwnQuestion) {
  Doubled together{doubled};
  std::vector<std::future<bool>> all;
  for (int thread = 0; thread < 8; ++thread) {
    all.push_back(std::async(std::launch::async, [&, thread] {
      for (int i = 0; i < 500; ++i) {
        if (together.answer(thread * 1000 + i) != 2 * (thread * 1000 + i)) return false;
      }
      return true;
    }));
  }
  for (auto& each : all) EXPECT_TRUE(each.get());
}

TEST(TogetherTest, HasNothingForWhatTheAskingDidNotBring) {
  Together<int, int> together{[](const std::set<int>&) { return std::map<int, int>{{1, 2}}; }};
  EXPECT_EQ(together.answer(1), 2);
  EXPECT_EQ(together.answer(7), std::nullopt);
}

TEST(TogetherTest, AsksOnceForAllWhoWaitedMeanwhile) {
  std::promise<void> first_began, go_on;
  std::atomic<int> askings = 0;
  std::size_t largest = 0;
  Doubled together{[&](const std::set<int>& numbers) {
    largest = std::max(largest, numbers.size());
    if (askings++ == 0) {
      first_began.set_value();
      go_on.get_future().wait();
    }
    return doubled(numbers);
  }};
  auto first = std::async(std::launch::async, [&] { return together.answer(0); });
  first_began.get_future().wait();
  std::atomic<int> arrived = 0;
  std::vector<std::future<std::optional<int>>> others;
  for (int i = 1; i <= 5; ++i) {
    others.push_back(std::async(std::launch::async, [&, i] {
      ++arrived;
      return together.answer(i);
    }));
  }
  while (arrived < 5) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  go_on.set_value();
  EXPECT_EQ(first.get(), 0);
  for (int i = 1; i <= 5; ++i) EXPECT_EQ(others[static_cast<std::size_t>(i - 1)].get(), 2 * i);
  EXPECT_EQ(askings, 2);
  EXPECT_EQ(largest, 5U);
}

TEST(TogetherTest, FailsOnlyThoseOfTheAskingThatFailed) {
  bool fails = true;
  Doubled together{[&](const std::set<int>& numbers) {
    if (std::exchange(fails, false)) throw std::runtime_error{"no answer"};
    return doubled(numbers);
  }};
  EXPECT_THROW(together.answer(1), std::runtime_error);
  EXPECT_EQ(together.answer(1), 2);
}

}  // namespace
}  // namespace relief
