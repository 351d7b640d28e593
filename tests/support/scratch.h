#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include <stdlib.h>

#include "ledger/base/error.h"

namespace relief::test {

/// A new empty folder of this test's own, removed with all that is in it.
class Scratch {
 public:
  Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "relief-XXXXXX").string();
    ensure(mkdtemp(pattern.data()) != nullptr, "a test can make a folder");
    path_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code left_behind;
    std::filesystem::remove_all(path_, left_behind);
  }

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace relief::test
