#pragma once

#include <deque>
#include <optional>
#include <string_view>

#include "ledger/aid/rulebook.h"
#include "ledger/base/error.h"
#include "ledger/base/text_pool.h"
#include "ledger/books/account.h"

namespace relief::audit {

/// The gifts that were announced, each with its lawful source and the account of its income. None
/// is ever forgotten, so each costs little more than its name.
class Gifts {
 public:
  /// Throws Error: refused for a gift that is there; malformed for an account that isn't.
  void announce(std::string_view gift, const Source& source) {
    require(!names_.find(gift), Errc::refused, "a gift is announced twice");
    gifts_.push_back(
        {.income = &account(source.income_account), .source = sources_.add(source.code)});
    names_.add(gift);
  }

  /// Throws Error{refused} for a gift that nobody announced.
  [[nodiscard]] std::string_view income_account(std::string_view gift) const {
    const auto number = names_.find(gift);
    require(number.has_value(), Errc::refused, "the log knows no such gift");
    return gifts_[*number].income->code;
  }

  /// Nothing for what isn't a gift: lots are opened by other items too.
  [[nodiscard]] std::optional<std::string_view> source(std::string_view gift) const {
    const auto number = names_.find(gift);
    if (!number) return std::nullopt;
    return sources_[gifts_[*number].source];
  }

 private:
  struct Gift {
    const Account* income;
    TextPool::Number source;
  };

  TextPool names_;
  TextPool sources_;
  std::deque<Gift> gifts_;  // By the numbers of their names.
};

}  // namespace relief::audit
