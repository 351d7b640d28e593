#include "ledger/audit/bundle.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "ledger/audit/tar.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {
namespace {

namespace fs = std::filesystem;

/// The largest piece is 256 records of 60,000 bytes, retold in a report.
constexpr std::uint64_t largest_file = std::uint64_t{64} << 20U;

/// "000.p/25", as tiles are named.
std::string piece(std::uint64_t index, unsigned width) {
  constexpr std::string_view before = "tile/entries/";
  return entries_path(index, width).substr(before.size());
}

}  // namespace

std::string rulebook_path(const Hash& digest) {
  return "rulebooks/" + to_hex(as_bytes(digest)) + ".toml";
}

std::string journal_path(std::uint64_t index, unsigned width) {
  return "reports/journal/" + piece(index, width) + ".json";
}

std::string approvals_path(std::uint64_t index, unsigned width) {
  return "reports/approvals/" + piece(index, width) + ".json";
}

std::string history_path(std::uint64_t index) {
  return "log/history/" + piece(index, full_tile_width);
}

FileSink into_folder(const fs::path& folder) {
  return [folder](const std::string& path, std::string_view bytes) {
    const auto target = folder / path;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    std::ofstream file{target, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    require(!error && file.good(), Errc::unavailable, "a file of the bundle can't be written");
  };
}

FileSink into_tar(std::function<void(std::string_view)> out) {
  return [out = std::move(out)](const std::string& path, std::string_view bytes) {
    out(tar_header(path, bytes.size()));
    out(bytes);
    out(tar_padding(bytes.size()));
  };
}

void ManifestWriter::add(const std::string& path, std::string_view bytes) {
  const auto digest = sha256(bytes);
  const auto [line, is_new] = lines_.try_emplace(
      path, to_hex(as_bytes(digest)) + ' ' + std::to_string(bytes.size()) + ' ' + path + '\n');
  ensure(is_new, "a bundle has each file once");
  sink_(path, bytes);
}

void ManifestWriter::finish() {
  std::string text;
  for (const auto& [path, line] : lines_) text += line;
  sink_(std::string{manifest_path}, text);
}

std::map<std::string, Listed> parse_manifest(std::string_view text) {
  std::map<std::string, Listed> files;
  while (!text.empty()) {
    auto line = take_line(text);
    const auto first = std::min(line.find(' '), line.size());
    const auto digest = from_hex(line.substr(0, first));
    require(digest && digest->size() == sizeof(Hash) && first < line.size(), Errc::malformed,
            "a line of the manifest begins with a SHA-256 in hexadecimal");
    line.remove_prefix(first + 1);
    const auto second = line.find(' ');
    require(second != std::string_view::npos && second + 1 < line.size(), Errc::malformed,
            "a line of the manifest has a hash, a size and a path");
    const std::string path{line.substr(second + 1)};
    require(files.empty() || std::prev(files.end())->first < path, Errc::malformed,
            "the manifest's lines are sorted, each path once");
    files.emplace(path, Listed{hash_of(*digest), parse_count(line.substr(0, second))});
  }
  return files;
}

Bundle::Bundle(const fs::path& path) : path_{path} {
  std::error_code error;
  const auto status = fs::status(path, error);
  require(!error && fs::exists(status), Errc::unavailable, "there is no bundle of this name");
  is_folder_ = fs::is_directory(status);
  // A pipe would never end, nor would a device.
  require(is_folder_ || fs::is_regular_file(status), Errc::unavailable,
          "a bundle is a folder or a file");
  if (is_folder_) {
    open_folder();
  } else {
    open_archive();
  }
}

void Bundle::add(std::string path, const Extent& extent) {
  const auto [file, is_new] = files_.try_emplace(std::move(path), extent);
  require(is_new, Errc::malformed, "a file of the bundle is there twice");
}

void Bundle::open_folder() {
  std::error_code error;
  fs::recursive_directory_iterator entry{path_, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    const auto status = entry->symlink_status(error);
    if (error) break;
    if (fs::is_directory(status)) continue;
    require(fs::is_regular_file(status), Errc::malformed, "a bundle holds plain files only");
    const auto size = entry->file_size(error);
    if (error) break;
    add(entry->path().lexically_relative(path_).generic_string(), {0, size});
  }
  require(!error, Errc::unavailable, "the bundle's folder can't be read");
}

void Bundle::open_archive() {
  std::ifstream file{path_, std::ios::binary};
  require(file.good(), Errc::unavailable, "the bundle can't be read");
  for (auto& inside : tar_files(file)) {
    add(std::move(inside.path), {inside.offset, inside.size});
  }
}

std::vector<std::string> Bundle::paths() const {
  std::vector<std::string> paths;
  paths.reserve(files_.size());
  for (const auto& [path, extent] : files_) paths.push_back(path);
  return paths;
}

std::string Bundle::read(const std::string& path) const {
  const auto found = files_.find(path);
  require(found != files_.end(), Errc::not_found, "the bundle lacks a file: " + path);
  const auto& [offset, size] = found->second;
  require(size <= largest_file, Errc::too_large, "a file of the bundle is too large: " + path);
  std::ifstream file{is_folder_ ? path_ / path : path_, std::ios::binary};
  file.seekg(static_cast<std::streamoff>(offset));
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  require(file.good() && file.gcount() == static_cast<std::streamsize>(size), Errc::unavailable,
          "a file of the bundle can't be read: " + path);
  return bytes;
}

}  // namespace relief::audit
