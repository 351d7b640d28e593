#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "ledger/base/descriptor.h"
#include "tests/support/scratch.h"

namespace relief::test {

/// A disk of its own with room for so many megabytes, which a test can fill. To mount one takes
/// root: is_mounted() tells.
class SmallDisk {
 public:
  explicit SmallDisk(int megabytes)
      : mounted_{::mount("tmpfs", path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV,
                         ("mode=755,size=" + std::to_string(megabytes) + "m").c_str()) == 0} {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
  }

  [[nodiscard]] bool is_mounted() const noexcept { return mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_.path(); }

  /// Leaves no byte.
  void fill() const {
    const auto file = open_file(ballast(), O_WRONLY | O_CREAT);
    const std::string block(4096, 'x');
    while (::write(file.number(), block.data(), block.size()) > 0) {
    }
  }
  void make_room() const { std::filesystem::remove(ballast()); }

 private:
  [[nodiscard]] std::filesystem::path ballast() const { return path() / "ballast"; }

  Scratch folder_;
  bool mounted_;
};

}  // namespace relief::test
