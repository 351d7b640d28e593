#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace relief::audit {

/// The little of tar (POSIX ustar) that a bundle needs: plain files with short names, in one piece.

/// What precedes a file of `size` bytes. The same for the same file: no owner, no time.
/// The path has at most 100 bytes, the file less than 8 GiB.
std::string tar_header(const std::string& path, std::uint64_t size);

/// The zeros that follow such a file, up to the next block.
std::string tar_padding(std::uint64_t size);

/// What ends an archive.
std::string tar_end();

/// Where a file's bytes are in an archive.
struct TarFile {
  std::string path;
  std::uint64_t offset;
  std::uint64_t size;
};

/// The files of an archive, in its order. Folders are passed over; a leading "./" is left out.
/// Throws: Error{malformed} for a broken archive, and for one with links or other special files.
std::vector<TarFile> tar_files(std::istream& archive);

}  // namespace relief::audit
