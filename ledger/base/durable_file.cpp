#include "ledger/base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "ledger/base/descriptor.h"
#include "ledger/base/error.h"

namespace relief {
namespace {

/// Appends what is left of a file, up to one byte more than `most` in all.
bool read_rest(const Descriptor& file, std::string& bytes, std::size_t most) {
  constexpr std::size_t piece = 4096;
  while (bytes.size() <= most) {
    const auto before = bytes.size();
    bytes.resize(before + std::min(piece, most + 1 - before));
    const auto count = ::read(file.number(), bytes.data() + before, bytes.size() - before);
    bytes.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count == 0) return true;
    if (count < 0 && errno != EINTR) return false;
  }
  return true;
}

}  // namespace

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
  const auto fresh = std::filesystem::path{file}.concat(".new");
  const bool written = [&] {
    const auto draft = open_file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    return draft.is_open() && draft.write(bytes) && draft.sync();
  }();
  require(written, Errc::unavailable, "a file that must last can't be written");
  std::error_code error;
  std::filesystem::rename(fresh, file, error);
  require(!error, Errc::unavailable, "a file that must last can't take its name");
  require(sync_folder_of(file), Errc::unavailable,
          "the folder of a file that must last can't be made durable");
}

std::optional<std::string> read_if_any(const std::filesystem::path& file, std::size_t most) {
  const auto open = open_file(file, O_RDONLY | O_NONBLOCK);
  if (!open.is_open() && errno == ENOENT) return std::nullopt;
  std::string bytes;
  require(open.is_open() && read_rest(open, bytes, most), Errc::unavailable,
          "a file that is there can't be read");
  require(bytes.size() <= most, Errc::too_large, "a file is larger than it may be");
  return bytes;
}

}  // namespace relief
