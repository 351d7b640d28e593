#include "ledger/base/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "ledger/base/error.h"

namespace relief {
namespace {

class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags)
      : number_{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)} {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (is_open()) ::close(number_);
  }

  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  [[nodiscard]] bool sync() const noexcept { return ::fsync(number_) == 0; }

  [[nodiscard]] bool write(std::string_view bytes) const noexcept {
    while (!bytes.empty()) {
      const auto written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  /// Appends what is left of the file, up to one byte more than `most` in all.
  [[nodiscard]] bool read(std::string& bytes, std::size_t most) const {
    constexpr std::size_t piece = 4096;
    while (bytes.size() <= most) {
      const auto before = bytes.size();
      bytes.resize(before + std::min(piece, most + 1 - before));
      const auto count = ::read(number_, bytes.data() + before, bytes.size() - before);
      bytes.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
      if (count == 0) return true;
      if (count < 0 && errno != EINTR) return false;
    }
    return true;
  }

 private:
  int number_;
};

}  // namespace

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
  const auto fresh = std::filesystem::path{file}.concat(".new");
  const bool written = [&] {
    const OpenFile draft{fresh, O_WRONLY | O_CREAT | O_TRUNC};
    return draft.is_open() && draft.write(bytes) && draft.sync();
  }();
  require(written, Errc::unavailable, "a file that must last can't be written");
  std::error_code error;
  std::filesystem::rename(fresh, file, error);
  require(!error, Errc::unavailable, "a file that must last can't take its name");
  const auto parent = file.parent_path();
  const OpenFile folder{parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY};
  require(folder.is_open() && folder.sync(), Errc::unavailable,
          "the folder of a file that must last can't be made durable");
}

std::optional<std::string> read_if_any(const std::filesystem::path& file, std::size_t most) {
  const OpenFile open{file, O_RDONLY | O_NONBLOCK};
  if (!open.is_open() && errno == ENOENT) return std::nullopt;
  std::string bytes;
  require(open.is_open() && open.read(bytes, most), Errc::unavailable,
          "a file that is there can't be read");
  require(bytes.size() <= most, Errc::too_large, "a file is larger than it may be");
  return bytes;
}

}  // namespace relief
