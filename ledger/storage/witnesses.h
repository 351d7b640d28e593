#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/storage/log.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// A witness's signature under one of our heads.
struct Cosignature {
  std::uint64_t size;  ///< Of the head.
  std::string witness;
  std::string line;  ///< As it stands in a note, with its newline.
  Instant at;        ///< When it came.
};

/// Keeps it, in the place of an earlier one of the same witness for the same head.
void keep(Transaction& tx, const Cosignature& cosignature);

/// A head's note with the lines of all its witnesses: what is published.
std::string cosigned_note(Transaction& tx, const CheckpointRow& head);

/// The heads of more than `after` and less than `before` records, smallest first, at most `limit`;
/// each note with the lines of its witnesses.
std::vector<CheckpointRow> cosigned_between(Transaction& tx, std::uint64_t after,
                                            std::uint64_t before, std::size_t limit);

/// The witnesses who cosigned a head after `since`.
std::vector<std::string> cosigners(Transaction& tx, std::uint64_t size, Instant since);

/// The newest cosignature of each witness, by name.
std::vector<Cosignature> newest_cosignatures(Transaction& tx);
std::optional<Cosignature> newest_cosignature(Transaction& tx, const std::string& witness);

/// Notes that enough witnesses have cosigned a head by now.
void mark_witnessed(Transaction& tx, std::uint64_t size, Instant at);

/// The largest head that enough witnesses have cosigned, and when they last did.
struct WitnessedHead {
  CheckpointRow head;
  Instant at;
};
std::optional<WitnessedHead> last_witnessed(Transaction& tx);

/// The largest witnessed head of at most `size` records.
std::optional<CheckpointRow> witnessed_up_to(Transaction& tx, std::uint64_t size);

/// The size of the smallest witnessed head that holds this record; nothing for none yet. Once there
/// is one, a later head doesn't change it.
std::optional<std::uint64_t> witnessed_size_with(Transaction& tx, std::uint64_t seq);

/// What a witness answered last: an HTTP status, or 0 where it didn't.
struct WitnessAnswer {
  std::string witness;
  int status;
  Instant at;
};
void note(Transaction& tx, const WitnessAnswer& answer);
std::vector<WitnessAnswer> witness_answers(Transaction& tx);

/// Whether the log already says that witnesses missed a head of `size` records or more.
bool told_of_missed_witness(Transaction& tx, std::uint64_t size);

}  // namespace relief::storage
