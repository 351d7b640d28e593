#include "api/cli/complain.h"

namespace relief::cli {

void complain(std::ostream& out, const Error& error) {
  out << "relief: " << error.what() << "\n";
  if (!error.clause().empty()) out << "  by: " << error.clause() << "\n";
  for (const auto& fault : error.faults()) {
    const bool is_said = fault.detail == error.what();
    out << "  at: " << fault.pointer << (is_said ? "" : ": " + fault.detail) << "\n";
  }
}

}  // namespace relief::cli
