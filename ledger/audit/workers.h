#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace relief::audit {

/// A few threads that do what they are handed, first come, first served.
class Workers {
 public:
  explicit Workers(std::size_t count);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Leaves undone what nobody has begun.
  ~Workers();

  [[nodiscard]] std::size_t count() const noexcept { return threads_.size(); }

  /// The future brings what the task answers, or throws what it throws.
  template <class Task>
  auto hand(Task task) {
    using Answer = std::invoke_result_t<Task>;
    auto work = std::make_shared<std::packaged_task<Answer()>>(std::move(task));
    auto answer = work->get_future();
    add([work = std::move(work)] { (*work)(); });
    return answer;
  }

 private:
  void add(std::function<void()> work);
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool over_ = false;
  std::vector<std::jthread> threads_;
};

/// Hands tasks out ahead of their turn, only so many at a time, and brings the answers in the order
/// of the tasks: how a long log goes through in little memory.
template <class Answer>
class InTurn {
 public:
  explicit InTurn(Workers& workers) : workers_{workers} {}

  [[nodiscard]] bool is_full() const { return answers_.size() >= 4 * workers_.count(); }
  [[nodiscard]] bool empty() const { return answers_.empty(); }

  template <class Task>
  void hand(Task task) {
    answers_.push_back(workers_.hand(std::move(task)));
  }

  /// The next answer, once it is there.
  Answer take() {
    auto first = std::move(answers_.front());
    answers_.pop_front();
    return first.get();
  }

 private:
  Workers& workers_;
  std::deque<std::future<Answer>> answers_;
};

}  // namespace relief::audit
