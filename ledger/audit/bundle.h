#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/sha256.h"

namespace relief::audit {

/// An audit bundle: a whole log with what follows from it, as plain files in a folder or a tar
/// archive. README.md of this room lists them.

constexpr std::string_view manifest_path = "manifest";
constexpr std::string_view checkpoint_path = "log/checkpoint";
constexpr std::string_view keyring_path = "keyring.json";
constexpr std::string_view trial_balance_path = "reports/trial-balance.csv";

/// The folder of what is published as the log, in the layout of C2SP tlog-tiles.
constexpr std::string_view log_folder = "log/";

/// A path of tlog-tiles, below the folder of the log.
inline std::string in_log(const std::string& path) { return std::string{log_folder} + path; }

/// "rulebooks/<hexadecimal digest>.toml"
std::string rulebook_path(const Hash& digest);

/// The pieces that go along with the records of one level-0 tile, so that no file grows without
/// bounds: "reports/journal/000.p/25.json", "reports/approvals/…", "log/history/000".
std::string journal_path(std::uint64_t index, unsigned width);
std::string approvals_path(std::uint64_t index, unsigned width);
/// 256 earlier checkpoints, smallest first, coded as an entry bundle is.
std::string history_path(std::uint64_t index);

/// Takes the files of a bundle, one after the other.
using FileSink = std::function<void(const std::string& path, std::string_view bytes)>;

/// Writes into a folder, which is made. Throws: Error{unavailable}.
FileSink into_folder(const std::filesystem::path& folder);

/// Writes an archive piece by piece; whoever uses it adds tar_end().
FileSink into_tar(std::function<void(std::string_view)> out);

/// Notes each file that passes through to a sink, and writes the list of them as the last one.
class ManifestWriter {
 public:
  explicit ManifestWriter(FileSink sink) : sink_{std::move(sink)} {}

  void add(const std::string& path, std::string_view bytes);
  void finish();

 private:
  FileSink sink_;
  std::map<std::string, std::string> lines_;
};

/// One line of a manifest.
struct Listed {
  Hash digest;
  std::uint64_t size;
};

/// Throws: Error{malformed} for anything but sorted lines `<sha256 hex> <size> <path>`.
std::map<std::string, Listed> parse_manifest(std::string_view text);

/// The files of a bundle, read when they are asked for. Follows no links, writes nothing.
class Bundle {
 public:
  /// Throws: Error{unavailable} where nothing can be read; malformed for a broken archive or
  /// something that isn't a plain file.
  explicit Bundle(const std::filesystem::path& path);

  /// Paths inside the bundle.
  [[nodiscard]] std::vector<std::string> paths() const;
  [[nodiscard]] bool has(const std::string& path) const { return files_.contains(path); }

  /// A file's bytes. Throws: Error: not_found, too_large, unavailable.
  [[nodiscard]] std::string read(const std::string& path) const;

 private:
  /// Where a file is in the archive; in a folder it is all of its own.
  struct Extent {
    std::uint64_t offset;
    std::uint64_t size;
  };
  void add(std::string path, const Extent& extent);
  void open_folder();
  void open_archive();

  std::filesystem::path path_;
  bool is_folder_ = false;
  std::map<std::string, Extent, std::less<>> files_;
};

}  // namespace relief::audit
