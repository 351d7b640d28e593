#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace relief {

/// Asks for many threads at once: while one asking is under way, the questions that come wait and
/// are asked together next. Nobody gets an answer to an asking that began before his question.
template <class Question, class Answer>
class Together {
 public:
  using Ask = std::function<std::map<Question, Answer>(const std::set<Question>&)>;

  explicit Together(Ask ask) : ask_{std::move(ask)} {}

  /// Nothing where the asking brought no answer to it; throws what the asking throws.
  std::optional<Answer> answer(const Question& question) {
    std::unique_lock lock{mutex_};
    const bool is_first = next_ == nullptr;
    if (is_first) next_ = std::make_shared<Round>();
    const auto round = next_;
    round->questions.insert(question);
    if (is_first) {
      run(*round, lock);
    } else {
      round->ended.wait(lock, [&] { return round->is_over; });
    }
    lock.unlock();  // Nobody changes a round that is over.
    if (round->failure) std::rethrow_exception(round->failure);
    const auto found = round->answers.find(question);
    return found == round->answers.end() ? std::nullopt : std::optional{found->second};
  }

 private:
  struct Round {
    std::set<Question> questions;
    std::map<Question, Answer> answers = {};
    std::exception_ptr failure = nullptr;
    bool is_over = false;
    std::condition_variable ended = {};
  };

  void run(Round& round, std::unique_lock<std::mutex>& lock) {
    free_.wait(lock, [&] { return !is_asking_; });
    is_asking_ = true;
    next_.reset();
    lock.unlock();
    try {
      round.answers = ask_(round.questions);
    } catch (...) {
      round.failure = std::current_exception();
    }
    lock.lock();
    is_asking_ = false;
    round.is_over = true;
    round.ended.notify_all();
    free_.notify_one();
  }

  Ask ask_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::shared_ptr<Round> next_;  // What is asked next; null while nobody waits for it.
  bool is_asking_ = false;
};

}  // namespace relief
