#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "ledger/books/book.h"

namespace relief {

/// One kind of record: a row of the closed list.
struct RecordKind {
  std::string_view name;
  int signatures;           ///< How many people sign it: 0, 1 or 2.
  bool bank_fact;           ///< Its entry states what the bank did: it is never refused.
  bool reversible;          ///< Two people may mirror its entry, once.
  std::string_view fields;  ///< Its own fields, separated by spaces; those with ? may be absent.
};

std::span<const RecordKind> record_kinds();

/// Throws Error{malformed} for a kind that isn't in the list.
const RecordKind& record_kind(std::string_view name);

/// Throws Error{malformed} unless a record, which has `count` fields of its own, has exactly what
/// its kind lists.
void require_fields(const RecordKind& kind, std::size_t count,
                    const std::function<bool(std::string_view name)>& has);

}  // namespace relief
