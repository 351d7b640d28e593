#pragma once

#include <functional>
#include <span>
#include <string>

#include "ledger/cases/context.h"
#include "ledger/proof/note.h"

namespace relief {

/// What a witness answered to a request.
struct WitnessSaid {
  int status;  ///< Of HTTP.
  std::string body;
};

/// A witness, as the log's server knows it.
struct KnownWitness {
  NoteVerifier key;
  /// Sends it a request to add-checkpoint. Throws Error{unavailable} where no answer comes.
  std::function<WitnessSaid(const std::string& request)> ask;
};

/// Whether these witnesses' cosignatures are enough.
using IsQuorum = std::function<bool(std::span<const std::string> cosigners)>;

/// Shows the newest head of the log to a witness, with the proof that it extends what that one saw
/// last, and keeps its cosignature; does nothing where it has cosigned this head lately. Keeps what
/// it answered in any case. Several servers may ask one witness.
/// Throws Error: unavailable without an answer that can be used; conflict where the witness knows
/// another log.
void ask_witness(Context& context, const KnownWitness& witness, const IsQuorum& is_quorum);

/// Records that too few witnesses vouch for the log: once, until they do again.
Facts tell_missed_witness(Work& work);

}  // namespace relief
