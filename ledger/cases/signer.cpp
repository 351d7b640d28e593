#include "ledger/cases/signer.h"

#include <algorithm>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/cases/found_log.h"
#include "ledger/proof/note.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/tile_roots.h"

namespace relief {
namespace {

constexpr std::uint64_t page = 1000;

/// The database isn't what was signed. Thrown by refuse_unless().
struct Doubt {
  const char* why;
};

void refuse_unless(bool holds, const char* why) {
  if (!holds) throw Doubt{why};
}

/// Reads the records up to `size` back and appends what they hash to.
void read_back(storage::Transaction& tx, CompactRange& range, std::uint64_t size) {
  while (range.size() < size) {
    const auto end = std::min(size, range.size() + page);
    const auto leaves = storage::leaves_between(tx, range.size(), end);
    refuse_unless(leaves.size() == end - range.size(), "a record of the log is missing");
    for (const auto& leaf : leaves) {
      const auto hash = leaf_hash(leaf.bytes);
      refuse_unless(hash == leaf.hash, "a record isn't the one whose hash is beside it");
      range.append(hash);
    }
  }
}

/// Appends to what was signed what the log has got since, as far as `head`; on the way it meets
/// `last`, which somebody else may have signed.
void catch_up(storage::Transaction& tx, CompactRange& range, const CompactRange& head,
              const std::optional<storage::CheckpointRow>& last) {
  refuse_unless(range.size() <= head.size() && (!last || last->size <= head.size()),
                "the log has fewer records than were signed");
  if (last && last->size >= range.size()) {
    read_back(tx, range, last->size);
    refuse_unless(range.root() == last->root, "the records aren't those that were signed");
  }
  read_back(tx, range, head.size());
  refuse_unless(range == head, "the records aren't those that were signed");
}

/// What was signed last, by whomever; empty: nothing.
std::string newest_note(const std::optional<Remembered>& known,
                        const std::optional<storage::CheckpointRow>& last) {
  if (last && (!known || last->size >= known->range.size())) return last->note;
  return known ? known->note : std::string{};
}

}  // namespace

Signer::Signer(std::string origin, SigningKey key, std::filesystem::path memory,
               std::optional<SigningKey> next)
    : origin_{std::move(origin)},
      key_{std::move(key)},
      next_{std::move(next)},
      memory_{std::move(memory)} {}

std::string Signer::vkey() const { return verifiers().front().vkey(); }

std::vector<NoteVerifier> Signer::verifiers() const {
  std::vector<NoteVerifier> all{{.name = origin_, .key = key_.public_key()}};
  if (next_) all.push_back({.name = origin_, .key = next_->public_key()});
  return all;
}

void Signer::sign(storage::Database& database, Instant now) {
  const std::scoped_lock lock{signing_};
  SignerMemory memory{memory_};
  if (!memory.refusal().empty()) {
    set_refusal(memory.refusal());
    throw InvariantBroken{memory.refusal()};
  }
  try {
    database.change([&](storage::Transaction& tx) {
      extend(tx, memory, now);
      return true;
    });
  } catch (const Doubt& doubt) {
    memory.set_refusal(doubt.why);
    set_refusal(doubt.why);
    throw InvariantBroken{doubt.why};
  }
}

void Signer::extend(storage::Transaction& tx, SignerMemory& memory, Instant now) {
  const auto last = storage::last_checkpoint(tx);
  const auto& known = memory.last();
  refuse_unless(known || !last, "the signer doesn't remember what the database says was signed");
  refuse_unless(!known || known->note.starts_with(origin_ + "\n"),
                "the log was signed under another name before");
  const auto head = storage::read_head(tx);
  auto range = known ? known->range : CompactRange{};
  catch_up(tx, range, head, last);
  if (head.size() == 0) return;
  require_own_name(tx);
  require_own_key(tx, newest_note(known, last));
  if (!last || last->size < head.size()) {
    auto note = signed_note(head);
    memory.remember({.range = head, .note = note});
    own_ = note;
    storage::insert_checkpoint(
        tx, {.size = head.size(), .root = head.root(), .note = std::move(note), .at = now});
    // Should it be lost, the same head is signed again in the same words.
    storage::commit_without_waiting(tx);
  }
  if (tiled_ == 0 || hashes_at(1, tiled_) != hashes_at(1, head.size())) {
    storage::keep_tile_roots(tx, head.size());
  }
  tiled_ = head.size();
}

// With a wrong name, or a strange key, nobody's policy would trust any signature from here on. It
// is the fault of how the program was started, so nothing is held against the database.
void Signer::require_own_name(storage::Transaction& tx) {
  if (is_named_) return;
  const auto genesis = log_name(tx);
  ensure(genesis && genesis->origin == origin_,
         "the log is signed under the name that its genesis gives it");
  is_named_ = true;
}

// Another server of the log may have changed its key meanwhile, and ended ours.
void Signer::require_own_key(storage::Transaction& tx, const std::string& newest) {
  if (!newest.empty() && newest == own_) return;
  const auto keys = verifiers();
  const auto genesis = newest.empty() ? log_name(tx) : std::nullopt;
  const bool is_ours =
      newest.empty()
          ? genesis && std::ranges::find(keys, genesis->vkey, &NoteVerifier::vkey) != keys.end()
          : is_signed_by(newest, keys);
  ensure(is_ours, "keys/log.pem isn't the key that this log was signed with");
  own_ = newest;
}

std::string Signer::signed_note(const CompactRange& head) const {
  const auto text = checkpoint_text({.origin = origin_, .size = head.size(), .root = head.root()});
  auto note = sign_note(text, {origin_, &key_});
  if (next_) note += sign_note(text, {origin_, &*next_}).substr(text.size() + 1);
  return note;
}

std::string Signer::refusal() const {
  const std::scoped_lock lock{telling_};
  return refusal_;
}

void Signer::set_refusal(const std::string& why) {
  const std::scoped_lock lock{telling_};
  refusal_ = why;
}

std::optional<Remembered> Signer::last() const { return SignerMemory{memory_}.last(); }

void Signer::trust(storage::Database& database) {
  const std::scoped_lock lock{signing_};
  SignerMemory memory{memory_};
  try {
    database.read([&](storage::Transaction& tx) {
      const auto last = storage::last_checkpoint(tx);
      auto range = memory.last() ? memory.last()->range : CompactRange{};
      catch_up(tx, range, storage::read_head(tx), last);
      if (last && !memory.last()) {
        CompactRange known;
        read_back(tx, known, last->size);
        memory.remember({.range = known, .note = last->note});
      }
      return true;
    });
  } catch (const Doubt& doubt) {
    throw Error{Errc::conflict, doubt.why};
  }
  memory.set_refusal("");
  set_refusal("");
}

}  // namespace relief
