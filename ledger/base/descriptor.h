#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace relief {

/// An open file of the operating system, or none. Closes it.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_{number} {}
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (is_open()) close(number_);
  }

  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

  /// Whether all that was written is on the disk.
  [[nodiscard]] bool sync() const noexcept;
  [[nodiscard]] bool write(std::string_view bytes) const noexcept;

 private:
  int number_;
};

/// A file, or where that fails, none and errno. A new one is its owner's only; no program that is
/// started gets it.
Descriptor open_file(const std::filesystem::path& path, int flags) noexcept;

/// Makes the names in a file's folder durable.
[[nodiscard]] bool sync_folder_of(const std::filesystem::path& path) noexcept;

}  // namespace relief
