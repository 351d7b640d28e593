#pragma once

#include <string>

#include <soci/soci.h>

#include "ledger/base/ids.h"
#include "ledger/money/money.h"

namespace relief::storage {

/// Binds `value` to `:name` in a statement.
///
/// SOCI keeps references to both until the statement has run. So a temporary value does not compile
/// here, and `name` is a reference too: it must not be copied into this function's own frame.
template <class T>
auto in(const T& value, const std::string& name) {
  return soci::use(value, name);
}
template <class T>
void in(const T&& value, const std::string& name) = delete;

/// Binds `value`, or NULL where `indicator` says so.
template <class T>
auto in(const T& value, const soci::indicator& indicator, const std::string& name) {
  return soci::use(value, indicator, name);
}

}  // namespace relief::storage

/// An Id is stored as its text.
template <class Tag>
struct soci::type_conversion<relief::Id<Tag>> {
  using base_type = std::string;

  static void from_base(const std::string& text, indicator, relief::Id<Tag>& id) {
    id = relief::Id<Tag>{text};
  }
  static void to_base(const relief::Id<Tag>& id, std::string& text, indicator& null) {
    text = id.text();
    null = i_ok;
  }
};
