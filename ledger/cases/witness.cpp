#include "ledger/cases/witness.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <utility>

#include "ledger/base/durable_file.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/sha256.h"
#include "ledger/proof/witness.h"

namespace relief {
namespace {

std::string digest_of(std::string_view origin) {
  const auto digest = sha256(origin);
  return to_hex(as_bytes(digest));
}

/// An open file that no other process may lock as long as it is open.
Descriptor lock_in(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  auto file = open_file(folder / "lock", O_RDWR | O_CREAT);
  require(file.is_open(), Errc::unavailable, "the witness's folder can't be written");
  require(::flock(file.number(), LOCK_EX | LOCK_NB) == 0, Errc::conflict,
          "another witness works in this folder");
  return file;
}

Witness::Answer plain(Witnessing answer) { return {.status = static_cast<std::uint16_t>(answer)}; }

}  // namespace

Witness::Witness(std::string name, SigningKey key, std::vector<NoteVerifier> logs,
                 std::filesystem::path folder)
    : name_{std::move(name)},
      key_{std::move(key)},
      logs_{std::move(logs)},
      folder_{std::move(folder)},
      lock_{lock_in(folder_)} {}

NoteVerifier Witness::verifier() const {
  return {.name = name_, .key = key_.public_key(), .type = cosigns_checkpoint};
}

std::filesystem::path Witness::file_of(std::string_view origin_digest) const {
  return folder_ / std::string{origin_digest};
}

std::optional<std::string> Witness::kept_note(std::string_view origin_digest) const {
  auto note = read_if_any(file_of(origin_digest), 2 * longest_add_checkpoint);
  if (!note) return std::nullopt;
  const auto own = verifier();
  try {
    open_note(*note, {&own, 1});
  } catch (const Error&) {
    throw Error{Errc::unavailable, "the witness's memory isn't what this key wrote"};
  }
  return note;
}

Witness::Answer Witness::add_checkpoint(std::string_view request, Instant now) {
  const std::scoped_lock lock{mutex_};
  const auto weighed =
      weigh(request, logs_, [&](const std::string& origin) -> std::optional<Checkpoint> {
        const auto note = kept_note(digest_of(origin));
        if (!note) return std::nullopt;
        return parse_checkpoint(note->substr(0, note->rfind("\n\n") + 1));
      });
  if (weighed.answer == Witnessing::other_size) {
    return {.status = static_cast<std::uint16_t>(weighed.answer),
            .body = std::to_string(weighed.seen_size) + "\n",
            .content_type = "text/x.tlog.size"};
  }
  if (weighed.answer != Witnessing::cosigned) return plain(weighed.answer);
  auto line = cosignature_line(checkpoint_text(weighed.checkpoint), now, {name_, &key_});
  write_durably(file_of(digest_of(weighed.checkpoint.origin)), weighed.note + line);
  auto answer = plain(weighed.answer);
  answer.body = std::move(line);
  return answer;
}

std::optional<std::string> Witness::latest(std::string_view origin_digest) const {
  const auto bytes = from_hex(origin_digest);
  if (!bytes || bytes->size() != sizeof(Hash)) return std::nullopt;
  return kept_note(origin_digest);
}

}  // namespace relief
