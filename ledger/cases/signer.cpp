#include "ledger/cases/signer.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/note.h"
#include "ledger/storage/log.h"

namespace relief {
namespace {

constexpr std::size_t page = 1000;

void sync(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  require(file >= 0, Errc::unavailable, "the signer's memory can't be written");
  const int result = ::fsync(file);
  ::close(file);
  require(result == 0, Errc::unavailable, "the signer's memory can't be made durable");
}

}  // namespace

Signer::Signer(std::string origin, SigningKey key, std::filesystem::path memory)
    : origin_{std::move(origin)}, key_{std::move(key)}, memory_{std::move(memory)} {}

std::string Signer::vkey() const {
  return NoteVerifier{.name = origin_, .key = key_.public_key()}.vkey();
}

CompactRange Signer::remembered() const {
  std::ifstream file{memory_, std::ios::binary};
  if (!file) return {};
  std::string line;
  std::getline(file, line);
  const auto bytes = from_hex(line);
  ensure(bytes.has_value(), "the signer's memory is as the signer wrote it");
  return CompactRange::of_bytes(*bytes);
}

// Whole or not at all: a new file takes the old one's name.
void Signer::remember(const CompactRange& range, const std::string& note) const {
  const auto fresh = std::filesystem::path{memory_}.concat(".new");
  {
    std::ofstream file{fresh, std::ios::binary | std::ios::trunc};
    file << to_hex(range.to_bytes()) << "\n" << note;
    file.flush();
    require(file.good(), Errc::unavailable, "the signer's memory can't be written");
  }
  sync(fresh);
  std::error_code error;
  std::filesystem::rename(fresh, memory_, error);
  require(!error, Errc::unavailable, "the signer's memory can't be renamed");
  sync(memory_.parent_path());
}

void Signer::sign(storage::Database& database, Instant now) {
  const std::scoped_lock lock{mutex_};
  auto range = remembered();
  const auto head = database.read([&](storage::Transaction& tx) {
    const auto last = storage::last_checkpoint(tx);
    ensure(range.size() > 0 || !last, "the signer remembers what the database says it signed");
    auto stored = storage::read_head(tx);
    while (range.size() < stored.size()) {
      const auto records = storage::records_from(tx, range.size(), page);
      ensure(!records.empty(), "the log has every record below its head");
      for (const auto& bytes : records) range.append(leaf_hash(bytes));
    }
    ensure(range == stored, "the log only ever grows from what was signed of it");
    return last && last->size == stored.size() ? CompactRange{} : stored;
  });
  if (head.size() == 0) return;

  const auto root = head.root();
  const auto note = sign_note(
      checkpoint_text({.origin = origin_, .size = head.size(), .root = root}), {origin_, &key_});
  remember(head, note);
  database.change([&](storage::Transaction& tx) {
    storage::insert_checkpoint(tx, {.size = head.size(), .root = root, .note = note, .at = now});
    return true;
  });
}

}  // namespace relief
