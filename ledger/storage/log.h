#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/proof/merkle.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// A record that has its place: what the log keeps of it.
struct LogRow {
  std::uint64_t seq;
  std::string kind;
  Instant at;
  std::string actor;
  std::string bytes;  ///< Canonical; the leaf's data.
  Hash leaf;
};

/// Makes this transaction the only writer until it ends, and tells how far the log goes. Must be
/// the first statement, so that every later one sees what the writer before did.
CompactRange lock_head(Transaction& tx);
CompactRange read_head(Transaction& tx);

/// Writes the rows, which follow `before` without a gap, and moves the head to `after`.
/// Throws Error{unavailable} where somebody else moved the head meanwhile.
void append(Transaction& tx, const CompactRange& before, const CompactRange& after,
            std::span<const LogRow> rows);

/// Throws Error{not_found}.
std::string record_bytes(Transaction& tx, std::uint64_t seq);
/// Who did it: a person, or "clock". Throws Error{not_found}.
std::string actor_of_record(Transaction& tx, std::uint64_t seq);

/// The bytes of at most `limit` records from `from` on, in order.
std::vector<std::string> records_from(Transaction& tx, std::uint64_t from, std::size_t limit);

/// A record, and the hash that stands beside it.
struct Leaf {
  std::string bytes;
  Hash hash;
};
/// The same with their leaf hashes, as far as there are any below `to`.
std::vector<Leaf> leaves_between(Transaction& tx, std::uint64_t from, std::uint64_t to);

/// The leaf hashes of the records [from, to), in order.
std::vector<Hash> leaf_hashes(Transaction& tx, std::uint64_t from, std::uint64_t to);

/// A signed head of the log.
struct CheckpointRow {
  std::uint64_t size;
  Hash root;
  std::string note;
  Instant at;
};

void insert_checkpoint(Transaction& tx, const CheckpointRow& row);
/// Lets the transaction's commit return before the disk has it: for what can be made again.
void commit_without_waiting(Transaction& tx);
std::optional<CheckpointRow> last_checkpoint(Transaction& tx);
/// The last of those before this moment; where there is none, the first of all.
std::optional<CheckpointRow> checkpoint_before(Transaction& tx, Instant at);
/// Whether there is one of at least `begin` and less than `end` records.
bool has_checkpoint(Transaction& tx, std::uint64_t begin, std::uint64_t end);
std::optional<CheckpointRow> checkpoint_at(Transaction& tx, std::uint64_t size);

}  // namespace relief::storage
