#include "api/cli/complain.h"

namespace relief::cli {

void complain(std::ostream& out, const Error& error) {
  out << "relief: " << error.what() << "\n";
  if (!error.clause().empty()) out << "  by: " << error.clause() << "\n";
  for (const auto& fault : error.faults()) {
    out << "  " << fault.pointer << ": " << fault.detail << "\n";
  }
}

}  // namespace relief::cli
