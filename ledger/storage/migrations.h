#pragma once

#include <span>
#include <string_view>

namespace relief::storage {

/// One file of migrations/, as the build embedded it.
struct Migration {
  std::string_view name;  ///< "0001_log"
  std::string_view sql;
};

/// All of them, in order.
std::span<const Migration> migrations();

}  // namespace relief::storage
