#include "ledger/base/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

namespace relief {

bool Descriptor::sync() const noexcept { return ::fsync(number_) == 0; }

bool Descriptor::write(std::string_view bytes) const noexcept {
  while (!bytes.empty()) {
    const auto written = ::write(number_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Descriptor open_file(const std::filesystem::path& path, int flags) noexcept {
  return Descriptor{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)};
}

bool sync_folder_of(const std::filesystem::path& path) noexcept {
  const auto parent = path.parent_path();
  const auto folder = open_file(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
  return folder.is_open() && folder.sync();
}

}  // namespace relief
