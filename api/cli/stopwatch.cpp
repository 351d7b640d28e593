#include "api/cli/stopwatch.h"

#include <sys/resource.h>

namespace relief::cli {
namespace {

double seconds_of(int whose) {
  constexpr double microseconds = 1e6;
  rusage usage{};
  getrusage(whose, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / microseconds;
}

}  // namespace

double processor_seconds_of_self() { return seconds_of(RUSAGE_SELF); }
double processor_seconds_of_children() { return seconds_of(RUSAGE_CHILDREN); }

}  // namespace relief::cli
