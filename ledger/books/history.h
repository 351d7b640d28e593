#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "ledger/books/entry.h"

namespace relief {

/// Whether a record of this kind may stand before the books of an earlier time come in: who takes
/// part, and under which rules. No receipt, no case, no request.
inline bool may_precede_history(std::string_view kind) {
  constexpr std::array<std::string_view, 13> kinds{
      "check.failed", "check.passed",   "delegation.given",   "fund.opened",  "genesis",
      "key.added",    "key.revoked",    "organisation.added", "place.opened", "release.published",
      "role.granted", "role.withdrawn", "rulebook.adopted"};
  return std::ranges::binary_search(kinds, kind);
}

/// Whether an entry can be of an earlier time: nothing is promised there, since every promise
/// belongs to a request, and those come later.
inline bool can_be_history(const Entry& entry) {
  return std::ranges::none_of(entry.lines, [](const Line& line) {
    return line.account == "9100" || line.account == "9200";
  });
}

}  // namespace relief
