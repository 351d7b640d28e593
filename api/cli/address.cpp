#include "api/cli/address.h"

#include "ledger/base/error.h"

namespace relief::cli {

Address address_of(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto digits = colon == std::string::npos ? std::string{} : text.substr(colon + 1);
  const bool number = !digits.empty() && digits.size() <= 5 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
  require(number && colon > 0, Errc::malformed, "--listen takes HOST:PORT");
  return {.host = text.substr(0, colon), .port = std::stoi(digits)};
}

}  // namespace relief::cli
