#include "ledger/audit/write.h"

#include <algorithm>
#include <optional>

#include "ledger/audit/replay.h"
#include "ledger/audit/retelling.h"
#include "ledger/audit/tree.h"
#include "ledger/base/error.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {
namespace {

/// Writes the records and, as far as they can be replayed, what they say.
class BundleWriter {
 public:
  BundleWriter(const LogSource& source, ManifestWriter& manifest)
      : source_{source},
        manifest_{manifest},
        cutter_{[this](const Tile& tile, const std::vector<Hash>& hashes) {
          manifest_.add(in_log(tile_path(tile.level, tile.index, tile.width)), tile_bytes(hashes));
        }},
        replay_{std::in_place,
                Sources{.rulebook = [this](const Hash& digest) { return write_rulebook(digest); },
                        .record = source.record,
                        .leaves = [this](std::uint64_t tile) { return leaves(tile); }}} {}

  void write() {
    const auto sink = [this](const std::string& path, std::string_view bytes) {
      manifest_.add(path, bytes);
    };
    for (std::uint64_t begin = 0; begin < source_.size; begin += full_tile_width) {
      const auto width = std::min<std::uint64_t>(full_tile_width, source_.size - begin);
      const auto records = source_.records(begin, width);
      ensure(records.size() == width, "the log has every record that its checkpoint covers");
      const auto tile = begin / full_tile_width;
      manifest_.add(in_log(entries_path(tile, static_cast<unsigned>(width))),
                    entry_bundle(records));
      std::vector<Replayed> replayed;
      for (const auto& record : records) take(record, replayed);
      if (replay_) retell(tile, replayed, sink);
    }
    cutter_.finish();
    if (replay_) retell_end(replay_->state(), sink);
  }

 private:
  std::string write_rulebook(const Hash& digest) {
    auto text = source_.rulebook(digest);
    manifest_.add(rulebook_path(digest), text);
    return text;
  }

  [[nodiscard]] std::vector<Hash> leaves(std::uint64_t tile) const {
    std::vector<Hash> leaves;
    for (const auto& record : source_.records(tile * full_tile_width, full_tile_width)) {
      leaves.push_back(leaf_hash(record));
    }
    return leaves;
  }

  void take(const std::string& record, std::vector<Replayed>& replayed) {
    const auto leaf = leaf_hash(record);
    cutter_.append(leaf);
    if (!replay_) return;
    try {
      replay_->roots().append(leaf);
      replayed.push_back(replay_->take(Scan{record}));
    } catch (const Error&) {
      replay_.reset();
    }
  }

  const LogSource& source_;
  ManifestWriter& manifest_;
  TileCutter cutter_;
  std::optional<Replay> replay_;  ///< Gone after a record that can't be right.
};

/// The earlier checkpoints, 256 a file.
void write_history(const LogSource& source, ManifestWriter& manifest) {
  std::vector<std::string> notes;
  std::uint64_t index = 0;
  const auto cut = [&](std::size_t count) {
    const auto end = notes.begin() + static_cast<std::ptrdiff_t>(count);
    manifest.add(history_path(index++), entry_bundle({notes.data(), count}));
    notes.erase(notes.begin(), end);
  };
  for (std::uint64_t after = 0;;) {
    auto more = source.earlier(after);
    if (more.empty()) break;
    notes.insert(notes.end(), more.begin(), more.end());
    while (notes.size() >= full_tile_width) cut(full_tile_width);
  }
  if (!notes.empty()) cut(notes.size());
}

}  // namespace

void write_bundle(const LogSource& source, const FileSink& sink) {
  ManifestWriter manifest{sink};
  manifest.add(std::string{checkpoint_path}, source.checkpoint);
  write_history(source, manifest);
  BundleWriter{source, manifest}.write();
  manifest.finish();
}

}  // namespace relief::audit
