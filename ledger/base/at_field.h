#pragma once

#include <string>
#include <utility>

#include "ledger/base/error.h"

namespace relief {

/// What `read` answers. What it refuses without saying where, it refuses at the field `pointer`.
template <class Read>
decltype(auto) at_field(const std::string& pointer, Read&& read) {
  try {
    return std::forward<Read>(read)();
  } catch (const Error& error) {
    if (!error.faults().empty()) throw;
    throw Error{error.code(), error.what()}.under(error.clause()).at(pointer);
  }
}

}  // namespace relief
