#include "ledger/audit/listed_bundle.h"

#include "ledger/audit/checks.h"

namespace relief::audit {

ListedBundle::ListedBundle(const std::filesystem::path& path) : bundle_{path} {
  try {
    listed_ = parse_manifest(bundle_.read(std::string{manifest_path}));
  } catch (const Error& error) {
    unlisted_ = error;
  }
}

std::string ListedBundle::read(const std::string& path) {
  auto bytes = bundle_.read(path);
  hold(path, bytes);
  return bytes;
}

void ListedBundle::hold(const std::string& path, std::string_view bytes) {
  const auto listed = listed_.find(path);
  if (listed == listed_.end()) return;
  const bool same = bytes.size() == listed->second.size && sha256(bytes) == listed->second.digest;
  const std::lock_guard lock{mutex_};
  read_.insert(&listed->second);
  if (!same) wrong_.insert(&listed->second);
}

Check::Counts ListedBundle::check() {
  if (unlisted_) throw Error{*unlisted_};
  std::uint64_t bytes = 0;
  for (const auto& [path, of] : listed_) {
    if (!read_.contains(&of)) read(path);
    if (wrong_.contains(&of)) fail("a file isn't the one that the manifest lists: " + path);
    bytes += of.size;
  }
  for (const auto& path : bundle_.paths()) {
    if (path != manifest_path && !listed_.contains(path)) {
      fail("a file isn't in the manifest: " + path);
    }
  }
  return {{"files", listed_.size()}, {"bytes", bytes}};
}

}  // namespace relief::audit
