#include "reconciliation/match_subsets.h"

#include <algorithm>
#include <utility>

namespace relief::reconciliation {
namespace {

/// Depth first, giving up where what is left can't reach the sum any more, or goes beyond it.
class Search {
 public:
  Search(std::span<const Money> amounts, std::size_t most, std::size_t largest)
      : amounts_{amounts}, most_{most}, largest_{largest} {
    rest_.assign(amounts.size() + 1, amounts.empty() ? Money::zero(currency("AZN"))
                                                     : Money::zero(amounts.front().currency()));
    for (std::size_t i = amounts.size(); i > 0; --i) rest_[i - 1] = rest_[i] + amounts[i - 1];
  }

  void run(const Money& missing, std::size_t next) {
    if (++steps_ > most_steps) return;
    if (missing.is_zero()) {
      found_.push_back(chosen_);
      return;
    }
    if (found_.size() >= most_ || chosen_.size() == largest_ || next == amounts_.size() ||
        rest_[next] < missing) {
      return;
    }
    if (amounts_[next] <= missing) {
      chosen_.push_back(next);
      run(missing - amounts_[next], next + 1);
      chosen_.pop_back();
    }
    if (found_.size() < most_) run(missing, next + 1);
  }

  /// Nothing where the search was given up: whether a set is the only one isn't known then.
  [[nodiscard]] std::vector<std::vector<std::size_t>> found() && {
    return steps_ > most_steps ? std::vector<std::vector<std::size_t>>{} : std::move(found_);
  }

 private:
  static constexpr long most_steps = 200'000;  // Some hundredths of a second.

  long steps_ = 0;
  std::span<const Money> amounts_;
  std::size_t most_, largest_;
  std::vector<Money> rest_;  // The sum of all amounts from each on.
  std::vector<std::size_t> chosen_;
  std::vector<std::vector<std::size_t>> found_;
};

}  // namespace

std::vector<std::vector<std::size_t>> sets_that_make(const Money& sum,
                                                     std::span<const Money> amounts,
                                                     std::size_t most, std::size_t largest) {
  const auto zero = Money::zero(sum.currency());
  if (amounts.empty() || amounts.size() > most_amounts || sum <= zero) return {};
  ensure(std::ranges::all_of(amounts, [&](const Money& amount) { return amount > zero; }),
         "sets are made of positive amounts");
  Search search{amounts, most, largest};
  search.run(sum, 0);
  return std::move(search).found();
}

}  // namespace relief::reconciliation
