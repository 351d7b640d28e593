#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace relief::cli {

/// Seconds since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count();
  }

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// Seconds of processor time that this program has used; and that another needs for a task.
double processor_seconds_of_self();
/// Throws Error{unavailable} where that program can't be run.
double processor_seconds_of(const std::filesystem::path& program,
                            const std::vector<std::string>& arguments);

}  // namespace relief::cli
