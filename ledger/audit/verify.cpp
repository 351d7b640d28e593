#include "ledger/audit/verify.h"

#include <algorithm>
#include <set>

#include "ledger/audit/bundle.h"
#include "ledger/audit/checkpoints.h"
#include "ledger/audit/checks.h"
#include "ledger/audit/replay.h"
#include "ledger/audit/retelling.h"
#include "ledger/audit/tree.h"
#include "ledger/base/error.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {
namespace {

std::string in_log(const std::string& path) { return std::string{log_folder} + path; }

/// One verification, check by check.
class BundleAudit {
 public:
  BundleAudit(const std::filesystem::path& path, const Policy& policy)
      : bundle_{path}, policy_{policy} {}

  Verdict run(const std::optional<std::string>& since) {
    check("manifest", [&] { return manifest(); });
    const bool has_head = check("checkpoint", [&] { return checkpoint(); });
    if (!has_head || !check("tree", [&] { return tree(); })) return std::move(verdict_);
    // A tree that nobody signed diverges from nothing.
    if (check("root", [&] { return root(); })) {
      check("history", [&] { return history(); });
      if (since) check("since", [&] { return kept(*since); });
    }
    check("witnesses", [&] { return witnesses(); });
    if (check("records", [&] { return records(); })) check("files", [&] { return files(); });
    return std::move(verdict_);
  }

 private:
  template <class Body>
  bool check(const char* name, Body body) {
    return audit::check(verdict_, name, std::move(body));
  }

  Check::Counts manifest();
  Check::Counts checkpoint();
  Check::Counts tree();
  void take_entries(const Tile& tile, TileCutter& cutter);
  void compare_tile(const Tile& tile, const std::vector<Hash>& hashes);
  Check::Counts root();
  void follow(Past& past) const;
  Check::Counts history();
  Check::Counts kept(const std::string& note);
  Check::Counts witnesses();
  Check::Counts records();
  Check::Counts files();

  Bundle bundle_;
  const Policy& policy_;
  Verdict verdict_;
  SignedCheckpoint head_;
  Roots roots_;
  std::set<std::string> expected_{std::string{manifest_path}, std::string{checkpoint_path}};
};

Check::Counts BundleAudit::manifest() {
  const auto listed = parse_manifest(bundle_.read(std::string{manifest_path}));
  std::uint64_t bytes = 0;
  for (const auto& [path, of] : listed) {
    const auto content = bundle_.read(path);
    if (content.size() != of.size || sha256(content) != of.digest) {
      fail("a file isn't the one that the manifest lists: " + path);
    }
    bytes += of.size;
  }
  for (const auto& path : bundle_.paths()) {
    if (path != manifest_path && !listed.contains(path)) {
      fail("a file isn't in the manifest: " + path);
    }
  }
  return {{"files", listed.size()}, {"bytes", bytes}};
}

Check::Counts BundleAudit::checkpoint() {
  head_ = open_checkpoint(bundle_.read(std::string{checkpoint_path}), policy_);
  verdict_.describe(head_.checkpoint);
  if (head_.checkpoint.size == 0) fail("the log has no record yet");
  return {{"records signed", head_.checkpoint.size}};
}

void BundleAudit::take_entries(const Tile& tile, TileCutter& cutter) {
  const auto path = in_log(entries_path(tile.index, tile.width));
  expected_.insert(path);
  const auto first = tile.index * full_tile_width;
  if (!bundle_.has(path)) fail("the records from here on are missing", first);
  const auto content = bundle_.read(path);
  const auto leaves_path = in_log(tile_path(0, tile.index, tile.width));
  const auto leaves = hashes_of_tile(bundle_.read(leaves_path));
  std::vector<std::string_view> records;
  try {
    records = records_of_bundle(content);
  } catch (const Error&) {
    fail("the records from here on can't be told apart", first);
  }
  for (std::size_t i = 0; i < tile.width; ++i) {
    if (i == records.size()) fail("a record is missing", first + i);
    const auto leaf = leaf_hash(records[i]);
    if (i == leaves.size() || leaf != leaves[i]) {
      fail("the record isn't the one whose hash is in the tree", first + i);
    }
    cutter.append(leaf);
    roots_.append(leaf);
  }
  if (records.size() > tile.width) fail("there is a record too many", first + tile.width);
}

void BundleAudit::compare_tile(const Tile& tile, const std::vector<Hash>& hashes) {
  const auto path = in_log(tile_path(tile.level, tile.index, tile.width));
  expected_.insert(path);
  if (bundle_.read(path) == tile_bytes(hashes)) return;
  std::uint64_t first = tile.index * full_tile_width;
  for (unsigned level = 0; level < tile.level; ++level) first *= full_tile_width;
  fail("a tile isn't made of the hashes below it: " + path, first);
}

Check::Counts BundleAudit::tree() {
  std::uint64_t tiles = 0;
  TileCutter cutter{[&](const Tile& tile, const std::vector<Hash>& hashes) {
    compare_tile(tile, hashes);
    ++tiles;
  }};
  const auto size = head_.checkpoint.size;
  for (std::uint64_t begin = 0; begin < size; begin += full_tile_width) {
    const auto width = std::min<std::uint64_t>(full_tile_width, size - begin);
    take_entries({.index = begin / full_tile_width, .width = static_cast<unsigned>(width)}, cutter);
  }
  cutter.finish();
  return {{"records re-hashed", roots_.size()}, {"tiles", tiles}};
}

void BundleAudit::follow(Past& past) const {
  for (std::uint64_t index = 0; bundle_.has(history_path(index)); ++index) {
    const auto notes = bundle_.read(history_path(index));
    for (const auto note : records_of_bundle(notes)) past.take(note);
  }
}

Check::Counts BundleAudit::root() {
  if (roots_.at(head_.checkpoint.size) == head_.checkpoint.root) return {{"root", 1}};
  // Whoever rebuilt the tiles couldn't sign the root; earlier checkpoints tell where it began.
  Past past{roots_, policy_};
  try {
    follow(past);
  } catch (const Error&) {
    fail("the records aren't those that the log signed");
  }
  const auto& divergence = past.divergence();
  fail("the records aren't those that the log signed", divergence ? divergence->seq : std::nullopt);
}

Check::Counts BundleAudit::history() {
  Past past{roots_, policy_};
  for (std::uint64_t index = 0; bundle_.has(history_path(index)); ++index) {
    expected_.insert(history_path(index));
  }
  follow(past);
  check_past(past);
  return {{"earlier checkpoints", past.count()}};
}

Check::Counts BundleAudit::kept(const std::string& note) {
  check_kept(note, roots_, policy_);
  return {{"kept checkpoint", 1}};
}

Check::Counts BundleAudit::witnesses() {
  check_witnesses(head_, policy_);
  return {{"witnesses", head_.witnesses.size()}};
}

Check::Counts BundleAudit::records() {
  const auto rulebook = [this](const Hash& digest) {
    expected_.insert(rulebook_path(digest));
    return bundle_.read(rulebook_path(digest));
  };
  const auto bundle_of = [this](std::uint64_t seq) {
    const auto index = seq / full_tile_width;
    const auto width =
        std::min<std::uint64_t>(full_tile_width, roots_.size() - index * full_tile_width);
    return bundle_.read(in_log(entries_path(index, static_cast<unsigned>(width))));
  };
  Replay replay{{.rulebook = rulebook, .record = [&](std::uint64_t seq) {
                   const auto content = bundle_of(seq);
                   return std::string{records_of_bundle(content).at(seq % full_tile_width)};
                 }}};
  std::uint64_t reports = 0;
  Retelling retelling{[&](const std::string& path, std::string_view told) {
    expected_.insert(path);
    ++reports;
    if (bundle_.read(path) != told) fail("a report says something else than the records: " + path);
  }};
  for (std::uint64_t seq = 0; seq < roots_.size();) {
    const auto content = bundle_of(seq);
    for (const auto record : records_of_bundle(content)) {
      if (seq == 0 && sha256(record) != policy_.genesis) {
        fail("the log doesn't begin with the record that the policy names", 0);
      }
      try {
        retelling.add(replay.take(record));
      } catch (const Error& error) {
        fail(error.what(), seq);
      }
      ++seq;
    }
  }
  replay.finish();
  retelling.finish(replay.state());
  auto counts = counts_of(replay);
  counts.emplace_back("reports recomputed", reports);
  return counts;
}

Check::Counts BundleAudit::files() {
  for (const auto& path : bundle_.paths()) {
    if (!expected_.contains(path)) fail("a file has no place in a bundle: " + path);
  }
  return {{"files accounted for", expected_.size()}};
}

}  // namespace

Verdict verify_bundle(const std::filesystem::path& path, const Policy& policy,
                      const std::optional<std::string>& since) {
  try {
    return BundleAudit{path, policy}.run(since);
  } catch (const Error& error) {
    Verdict verdict;
    const bool unreadable = error.code() == Errc::unavailable;
    verdict.fail(unreadable ? Outcome::unreadable : Outcome::invalid, "bundle", {error.what()});
    return verdict;
  }
}

}  // namespace relief::audit
