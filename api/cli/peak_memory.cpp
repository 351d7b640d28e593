#include "api/cli/peak_memory.h"

#include <malloc.h>

#include <fstream>
#include <string>

namespace relief::cli {
namespace {

/// A line of /proc/self/status that is a number of kibibytes, in bytes.
std::size_t status(const std::string& name) {
  constexpr std::size_t kibibyte = 1024;
  std::ifstream lines{"/proc/self/status"};
  std::size_t kibibytes = 0;
  for (std::string word; lines >> word;) {
    if (word == name + ":" && lines >> kibibytes) return kibibytes * kibibyte;
  }
  return 0;
}

}  // namespace

PeakMemory::PeakMemory() {
  malloc_trim(0);  // What was freed before would be used again, and not seen.
  std::ofstream{"/proc/self/clear_refs"} << "5";  // The highest so far is forgotten: proc(5).
  before_ = status("VmRSS");
}

std::size_t PeakMemory::bytes() const {
  const auto highest = status("VmHWM");
  return highest > before_ ? highest - before_ : 0;
}

}  // namespace relief::cli
