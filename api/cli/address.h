#pragma once

#include <string>

namespace relief::cli {

struct Address {
  std::string host;
  int port;
};

/// Reads HOST:PORT. Throws Error{malformed}.
Address address_of(const std::string& text);

}  // namespace relief::cli
