#include "ledger/cases/ask_witness.h"

#include <optional>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/cases/log_proofs.h"
#include "ledger/cases/witness_standing.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/witness.h"
#include "ledger/storage/witnesses.h"

namespace relief {
namespace {

constexpr int no_answer = 0;
constexpr int most_attempts = 3;

struct Head {
  storage::CheckpointRow row;
  std::string request;
};

/// The newest head, as a request to a witness who saw `old_size` records; nothing before the first.
/// Throws Error{conflict} where it saw more than there are.
std::optional<Head> newest_head(Context& context, std::uint64_t old_size) {
  return context.database.read([&](storage::Transaction& tx) -> std::optional<Head> {
    auto row = storage::last_checkpoint(tx);
    if (!row) return std::nullopt;
    require(old_size <= row->size, Errc::conflict,
            "a witness has seen more of this log than there is");
    AddCheckpoint asked{.old_size = old_size, .note = row->note};
    if (old_size > 0) asked.proof = consistency_between(tx, old_size, row->size);
    auto request = add_checkpoint_text(asked);
    return Head{.row = *std::move(row), .request = std::move(request)};
  });
}

void note_answer(Context& context, const KnownWitness& witness, int status) {
  context.database.change([&](storage::Transaction& tx) {
    storage::note(tx, {.witness = witness.key.name, .status = status, .at = context.clock()});
    return true;
  });
}

std::uint64_t told_size(const std::string& body) {
  require(body.ends_with('\n'), Errc::malformed, "a witness tells a size in one line");
  return parse_count(std::string_view{body}.substr(0, body.size() - 1));
}

/// Its own line, out of what it answered and after it was checked.
std::string cosignature_of(const KnownWitness& witness, const Head& head, const std::string& body) {
  return open_note(head.row.note + body, {&witness.key, 1}).lines;
}

void keep_cosignature(Context& context, const KnownWitness& witness, const Head& head,
                      std::string line, const IsQuorum& is_quorum) {
  const auto now = context.clock();
  const auto size = head.row.size;
  context.database.change([&](storage::Transaction& tx) {
    storage::keep(tx,
                  {.size = size, .witness = witness.key.name, .line = std::move(line), .at = now});
    storage::note(
        tx,
        {.witness = witness.key.name, .status = static_cast<int>(Witnessing::cosigned), .at = now});
    if (is_quorum(storage::cosigners(tx, size, now - stale_after))) {
      storage::mark_witnessed(tx, size, now);
    }
    return true;
  });
}

/// Asks until the witness and the log agree on what it saw last: it may be new, it may have lost
/// its memory, another server may have been faster.
void ask_from(Context& context, const KnownWitness& witness, const IsQuorum& is_quorum,
              std::uint64_t old_size) {
  WitnessSaid said{.status = no_answer, .body = {}};
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const auto head = newest_head(context, old_size);
    if (!head) return;
    said = witness.ask(head->request);
    if (said.status == static_cast<int>(Witnessing::cosigned)) {
      keep_cosignature(context, witness, *head, cosignature_of(witness, *head, said.body),
                       is_quorum);
      return;
    }
    if (said.status != static_cast<int>(Witnessing::other_size)) break;
    old_size = told_size(said.body);
  }
  if (said.status == static_cast<int>(Witnessing::inconsistent)) {
    throw Error{Errc::conflict, "a witness says that the log isn't the one it knows"};
  }
  note_answer(context, witness,
              said.status == static_cast<int>(Witnessing::other_size) ? no_answer : said.status);
  throw Error{Errc::unavailable, "a witness didn't cosign the log's head"};
}

}  // namespace

void ask_witness(Context& context, const KnownWitness& witness, const IsQuorum& is_quorum) {
  const auto last = context.database.read([&](storage::Transaction& tx) {
    return std::pair{storage::newest_cosignature(tx, witness.key.name),
                     storage::last_checkpoint(tx)};
  });
  const auto& [cosigned, newest] = last;
  const auto old_size = cosigned ? cosigned->size : 0;
  if (!newest || (old_size == newest->size && context.clock() - cosigned->at < refresh_after)) {
    return;
  }
  try {
    ask_from(context, witness, is_quorum, old_size);
  } catch (const Error& error) {
    // An answer that contradicts the log is what witnesses are for: it must be seen.
    if (error.code() == Errc::conflict) {
      note_answer(context, witness, static_cast<int>(Witnessing::inconsistent));
    } else if (error.code() != Errc::unavailable) {
      note_answer(context, witness, no_answer);
      throw Error{Errc::unavailable, std::string{"a witness's answer isn't one: "} + error.what()};
    }
    throw;
  }
}

Facts tell_missed_witness(Work& work) {
  const auto newest = storage::last_checkpoint(work.tx());
  const auto witnessed = storage::last_witnessed(work.tx());
  const auto size = witnessed ? witnessed->head.size : 0;
  if (!newest || storage::told_of_missed_witness(work.tx(), size)) return Facts::object();
  const auto seq = work.append_by_clock({.kind = "witness.missed",
                                         .fields = {{"size", newest->size},
                                                    {"root", to_base64url(as_bytes(newest->root))},
                                                    {"witnessed", size}}});
  return {{"seq", seq}};
}

}  // namespace relief
