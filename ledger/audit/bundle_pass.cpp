#include "ledger/audit/bundle_pass.h"

#include <algorithm>
#include <utility>

#include "ledger/audit/retelling.h"
#include "ledger/base/error.h"
#include "ledger/proof/tiles.h"

namespace relief::audit {

/// A level-0 tile and its records, as they were read.
struct BundlePass::ReadTile {
  std::uint64_t index = 0;
  unsigned width = 0;
  std::string content = {};      ///< What the scans look at.
  std::vector<Scan> scans = {};  ///< Of all records, or of those before one that isn't canonical.
  std::vector<Hash> leaves = {};
  Hash root{};                        ///< Of the leaves.
  std::optional<Failure> fault = {};  ///< In the tree.
  std::optional<Failure> bad = {};    ///< Of the first record that isn't canonical.
};

/// What came of a tile after its replay.
struct BundlePass::Told {
  std::vector<std::string> paths = {};
  std::optional<Failure> signature = {};
  std::optional<Failure> report = {};
};

BundlePass::BundlePass(ListedBundle& bundle, Workers& workers, std::uint64_t size,
                       const Hash& genesis)
    : bundle_{bundle}, workers_{workers}, size_{size}, genesis_{genesis}, replay_{sources()} {}

std::uint64_t BundlePass::tile_count() const {
  return (size_ + full_tile_width - 1) / full_tile_width;
}

unsigned BundlePass::width_of(std::uint64_t tile) const {
  return static_cast<unsigned>(
      std::min<std::uint64_t>(full_tile_width, size_ - tile * full_tile_width));
}

std::string BundlePass::entries(std::uint64_t tile) {
  return bundle_.read(in_log(entries_path(tile, width_of(tile))));
}

Sources BundlePass::sources() {
  return {.rulebook =
              [this](const Hash& digest) {
                expected_.insert(rulebook_path(digest));
                return bundle_.read(rulebook_path(digest));
              },
          .record =
              [this](std::uint64_t seq) {
                const auto content = entries(seq / full_tile_width);
                return std::string{records_of_bundle(content).at(seq % full_tile_width)};
              },
          .leaves =
              [this](std::uint64_t tile) {
                return hashes_of_tile(bundle_.read(in_log(tile_path(0, tile, full_tile_width))));
              }};
}

std::unique_ptr<BundlePass::ReadTile> BundlePass::read(std::uint64_t index) {
  auto tile = std::make_unique<ReadTile>();
  tile->index = index;
  tile->width = width_of(index);
  tile->fault = fault_of([&] { read_records(*tile); });
  if (!tile->fault) tile->root = root_of(tile->leaves);
  return tile;
}

void BundlePass::read_records(ReadTile& tile) {
  const auto first = tile.index * full_tile_width;
  const auto path = in_log(entries_path(tile.index, tile.width));
  if (!bundle_.has(path)) fail("the records from here on are missing", first);
  tile.content = bundle_.read(path);
  const auto tile_file = bundle_.read(in_log(tile_path(0, tile.index, tile.width)));
  const auto listed = hashes_of_tile(tile_file);
  std::vector<std::string_view> records;
  try {
    records = records_of_bundle(tile.content);
  } catch (const Error&) {
    fail("the records from here on can't be told apart", first);
  }
  for (std::size_t i = 0; i < tile.width; ++i) {
    if (i == records.size()) fail("a record is missing", first + i);
    const auto leaf = leaf_hash(records[i]);
    if (i == listed.size() || leaf != listed[i]) {
      fail("the record isn't the one whose hash is in the tree", first + i);
    }
    tile.leaves.push_back(leaf);
  }
  if (records.size() > tile.width) fail("there is a record too many", first + tile.width);
  if (listed.size() > tile.width) fail("a tile has a hash too many", first);
  for (const auto record : records) {
    tile.bad = fault_of([&] { tile.scans.emplace_back(record); }, first + tile.scans.size());
    if (tile.bad) return;
  }
}

void BundlePass::grow(const ReadTile& tile) {
  if (tile.width == full_tile_width) {
    replay_.roots().append_tile(tile.root);
  } else {
    for (const auto& leaf : tile.leaves) replay_.roots().append(leaf);
  }
}

std::vector<Replayed> BundlePass::replay(const ReadTile& tile) {
  std::vector<Replayed> replayed;
  replayed.reserve(tile.scans.size());
  for (const auto& scan : tile.scans) {
    const auto seq = replay_.state().size;
    const auto take_next = [&] {
      if (seq == 0 && sha256(scan.bytes()) != genesis_) {
        fail("the log doesn't begin with the record that the policy names");
      }
      replayed.push_back(replay_.take(scan));
      replayed.back().changes = {};  // Nobody asks for them here.
    };
    note_record_fault(fault_of(take_next, seq));
    if (record_fault_) return replayed;
  }
  note_record_fault(tile.bad);
  return replayed;
}

BundlePass::Told BundlePass::tell(std::uint64_t index, const std::vector<Replayed>& records) {
  Told told;
  for (const auto& each : records) {
    told.signature =
        fault_of([&] { require_all_hold(each.signers.due); }, each.record.envelope.seq);
    if (told.signature) return told;
  }
  if (records.size() < width_of(index)) return told;  // Something is wrong with the next record.
  told.report = fault_of([&] {
    retell(index, records, [&](const std::string& path, std::string_view text) {
      told.paths.push_back(path);
      if (bundle_.read(path) != text) {
        fail("a report says something else than the records: " + path);
      }
    });
  });
  return told;
}

void BundlePass::take(const Told& told) {
  expected_.insert(told.paths.begin(), told.paths.end());
  reports_ += told.paths.size();
  note_record_fault(told.signature);
  if (!report_fault_) report_fault_ = told.report;
}

void BundlePass::note_record_fault(std::optional<Failure> fault) {
  if (!fault) return;
  if (!record_fault_ || fault->finding.seq < record_fault_->finding.seq) {
    record_fault_ = std::move(fault);
  }
}

void BundlePass::run(const Progress& progress) {
  InTurn<std::unique_ptr<ReadTile>> ahead{workers_};
  InTurn<Told> behind{workers_};
  std::uint64_t asked = 0;
  const auto read_ahead = [&] {
    for (; asked < tile_count() && !ahead.is_full(); ++asked) {
      ahead.hand([this, asked] { return read(asked); });
    }
  };
  for (std::uint64_t index = 0; index < tile_count(); ++index) {
    read_ahead();
    const auto tile = ahead.take();
    expected_.insert(in_log(entries_path(index, tile->width)));
    expected_.insert(in_log(tile_path(0, index, tile->width)));
    tree_fault_ = tile->fault;
    if (tree_fault_) break;
    ++tiles_;
    grow(*tile);
    if (!record_fault_) {
      behind.hand([this, index, records = replay(*tile)] { return tell(index, records); });
    }
    while (behind.is_full()) take(behind.take());
    if (progress) progress(std::min(size_, (index + 1) * full_tile_width), size_);
  }
  while (!ahead.empty()) ahead.take();
  while (!behind.empty()) take(behind.take());
  if (!tree_fault_) finish();
}

void BundlePass::finish() {
  tree_fault_ = fault_of([&] { compare_upper_tiles(); });
  if (!record_fault_) finish_replay();
}

void BundlePass::compare_upper_tiles() {
  for (const auto& tile : tiles_of(size_)) {
    if (tile.level == 0) continue;
    const auto path = in_log(tile_path(tile.level, tile.index, tile.width));
    expected_.insert(path);
    ++tiles_;
    const auto hashes = roots().hashes(tile);
    if (bundle_.read(path) == tile_bytes(hashes)) continue;
    std::uint64_t first = tile.index * full_tile_width;
    for (unsigned level = 0; level < tile.level; ++level) first *= full_tile_width;
    fail("a tile isn't made of the hashes below it: " + path, first);
  }
}

void BundlePass::finish_replay() {
  record_fault_ = fault_of([&] { replay_.finish(); });
  if (record_fault_ || report_fault_) return;
  report_fault_ = fault_of([&] {
    retell_end(replay_.state(), [&](const std::string& path, std::string_view text) {
      expected_.insert(path);
      ++reports_;
      if (bundle_.read(path) != text) {
        fail("a report says something else than the records: " + path);
      }
    });
  });
}

}  // namespace relief::audit
