#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note.h"
#include "ledger/proof/sha256.h"

namespace relief {

/// What a log asks of a witness (C2SP tlog-witness, add-checkpoint): to cosign its newest head.
struct AddCheckpoint {
  std::uint64_t old_size = 0;    ///< Of the tree that the witness saw last; 0 for none.
  std::vector<Hash> proof = {};  ///< That the new tree extends that one.
  std::string note;              ///< The checkpoint, signed by the log.

  friend bool operator==(const AddCheckpoint&, const AddCheckpoint&) = default;
};

/// The longest request that is read: 63 hashes, and a note with a hundred signatures.
constexpr std::size_t longest_add_checkpoint = std::size_t{64} << 10U;

std::string add_checkpoint_text(const AddCheckpoint& asked);

/// Throws: Error{malformed} for anything but what add_checkpoint_text writes.
AddCheckpoint parse_add_checkpoint(std::string_view text);

/// What a witness answers, as HTTP says it.
enum class Witnessing : std::uint16_t {
  cosigned = 200,
  malformed = 400,   ///< No such request, or a proof from a larger tree.
  not_signed = 403,  ///< By the log.
  unknown_log = 404,
  other_size = 409,    ///< The witness saw another size last, and tells it.
  inconsistent = 422,  ///< The new tree isn't the old one with records appended.
};

/// What comes of a request, before anything is kept of it.
struct Weighed {
  Witnessing answer;
  Checkpoint checkpoint = {};   ///< Of what is cosigned.
  std::string note = {};        ///< The same, with the log's signatures and no others.
  std::uint64_t seen_size = 0;  ///< For other_size.
};

/// The checkpoint that the witness cosigned last of the log of this name; nothing for none.
using SeenCheckpoint = std::function<std::optional<Checkpoint>(const std::string& origin)>;

/// Decides. `logs` are the keys of all watched logs: a log's origin is the name of its keys.
/// Whoever keeps the result must let nobody else decide meanwhile, or the witness could be rolled
/// back.
Weighed weigh(std::string_view request, std::span<const NoteVerifier> logs,
              const SeenCheckpoint& seen);

}  // namespace relief
