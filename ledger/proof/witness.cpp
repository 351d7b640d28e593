#include "ledger/proof/witness.h"

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/merkle.h"

namespace relief {
namespace {

constexpr std::size_t most_proof_hashes = 63;

std::vector<NoteVerifier> keys_of(std::string_view origin, std::span<const NoteVerifier> logs) {
  std::vector<NoteVerifier> keys;
  for (const auto& key : logs) {
    if (key.name == origin && key.type == signs_text) keys.push_back(key);
  }
  return keys;
}

bool extends(const AddCheckpoint& asked, const Checkpoint& fresh,
             const std::optional<Checkpoint>& seen) {
  if (fresh.size == 0 && fresh.root != empty_root()) return false;
  if (asked.old_size == 0) return asked.proof.empty();
  return verify_consistency(asked.old_size, fresh.size, seen->root, fresh.root, asked.proof);
}

}  // namespace

std::string add_checkpoint_text(const AddCheckpoint& asked) {
  ensure(asked.proof.size() <= most_proof_hashes, "a consistency proof has at most 63 hashes");
  auto text = "old " + std::to_string(asked.old_size) + '\n';
  for (const auto& hash : asked.proof) text += to_base64(as_bytes(hash)) + '\n';
  return text + '\n' + asked.note;
}

AddCheckpoint parse_add_checkpoint(std::string_view text) {
  require(text.size() <= longest_add_checkpoint, Errc::malformed,
          "a request to a witness has at most 64 KiB");
  AddCheckpoint asked;
  asked.old_size = parse_count(after("old ", take_line(text)));
  for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
    require(asked.proof.size() < most_proof_hashes, Errc::malformed,
            "a consistency proof has at most 63 hashes");
    asked.proof.push_back(parse_hash(line));
  }
  asked.note = text;
  return asked;
}

Weighed weigh(std::string_view request, std::span<const NoteVerifier> logs,
              const SeenCheckpoint& seen) {
  AddCheckpoint asked;
  std::vector<NoteVerifier> keys;
  OpenedNote opened;
  Checkpoint fresh;
  try {
    asked = parse_add_checkpoint(request);
    std::string_view rest{asked.note};
    keys = keys_of(take_line(rest), logs);
    opened = open_note(asked.note, keys);
    fresh = parse_checkpoint(opened.text);
  } catch (const Error& error) {
    if (error.code() == Errc::malformed) return {.answer = Witnessing::malformed};
    return {.answer = keys.empty() ? Witnessing::unknown_log : Witnessing::not_signed};
  }
  if (asked.old_size > fresh.size) return {.answer = Witnessing::malformed};
  const auto last = seen(fresh.origin);
  const auto seen_size = last ? last->size : 0;
  if (asked.old_size != seen_size) {
    return {.answer = Witnessing::other_size, .seen_size = seen_size};
  }
  if (!extends(asked, fresh, last)) return {.answer = Witnessing::inconsistent};
  return {.answer = Witnessing::cosigned,
          .checkpoint = std::move(fresh),
          .note = opened.text + '\n' + opened.lines,
          .seen_size = seen_size};
}

}  // namespace relief
