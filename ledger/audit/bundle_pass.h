#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/audit/checks.h"
#include "ledger/audit/listed_bundle.h"
#include "ledger/audit/replay.h"
#include "ledger/audit/verify.h"
#include "ledger/audit/workers.h"

namespace relief::audit {

/// One way through the whole log of a bundle, tile by tile, with all that is found on it. Reading,
/// hashing, scanning and verifying signatures is done by several threads ahead and behind; the
/// replay, in between, goes record by record in order.
class BundlePass {
 public:
  BundlePass(ListedBundle& bundle, Workers& workers, std::uint64_t size, const Hash& genesis);

  void run(const Progress& progress);

  /// The first fault of a kind, if there is one; a fault of the tree ends the pass.
  [[nodiscard]] const std::optional<Failure>& tree_fault() const { return tree_fault_; }
  [[nodiscard]] const std::optional<Failure>& record_fault() const { return record_fault_; }
  [[nodiscard]] const std::optional<Failure>& report_fault() const { return report_fault_; }

  [[nodiscard]] const Replay& replay() const { return replay_; }
  [[nodiscard]] const Roots& roots() const { return replay_.state().roots; }
  [[nodiscard]] std::uint64_t tiles() const { return tiles_; }
  [[nodiscard]] std::uint64_t reports() const { return reports_; }
  /// The files that the log accounts for.
  [[nodiscard]] const std::set<std::string>& expected() const { return expected_; }

 private:
  struct ReadTile;
  struct Told;

  [[nodiscard]] std::uint64_t tile_count() const;
  [[nodiscard]] unsigned width_of(std::uint64_t tile) const;
  [[nodiscard]] std::string entries(std::uint64_t tile);
  [[nodiscard]] Sources sources();

  std::unique_ptr<ReadTile> read(std::uint64_t index);
  void read_records(ReadTile& tile);
  [[nodiscard]] Told tell(std::uint64_t index, const std::vector<Replayed>& records);

  void grow(const ReadTile& tile);
  std::vector<Replayed> replay(const ReadTile& tile);
  void take(const Told& told);
  void finish();
  void compare_upper_tiles();
  void finish_replay();
  void note_record_fault(std::optional<Failure> fault);

  ListedBundle& bundle_;
  Workers& workers_;
  std::uint64_t size_;
  const Hash& genesis_;
  Replay replay_;
  std::optional<Failure> tree_fault_;
  std::optional<Failure> record_fault_;
  std::optional<Failure> report_fault_;
  std::uint64_t tiles_ = 0;
  std::uint64_t reports_ = 0;
  std::set<std::string> expected_;
};

}  // namespace relief::audit
