#include "ledger/cases/signer_memory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/proof/big_endian.h"
#include "ledger/proof/sha256.h"

namespace relief {
namespace {

constexpr std::size_t slots = 3;
constexpr std::size_t head_slots = 2;
constexpr std::size_t frame = 48;  // Hash, counter and length.

void require_done(bool done) {
  require(done, Errc::unavailable, "the signer's memory can't be read or written");
}

/// A new file gets its full size at once: later writes then change its content only.
void create_slots(int file, const std::filesystem::path& path, std::size_t size) {
  struct stat status {};
  require_done(::fstat(file, &status) == 0);
  if (std::cmp_greater_equal(status.st_size, size)) return;
  require_done(::ftruncate(file, static_cast<off_t>(size)) == 0 && ::fsync(file) == 0);
  require_done(sync_folder_of(path));
}

std::string content_of(const Remembered& head) {
  const auto range = head.range.to_bytes();
  return big_endian(range.size()) + range + head.note;
}

std::optional<Remembered> head_of(std::string_view content) {
  if (content.size() < 8) return std::nullopt;
  const auto length = from_big_endian(content.substr(0, 8));
  content.remove_prefix(8);
  if (length > content.size()) return std::nullopt;
  return Remembered{.range = CompactRange::of_bytes(content.substr(0, length)),
                    .note = std::string{content.substr(length)}};
}

}  // namespace

SignerMemory::SignerMemory(const std::filesystem::path& file)
    : file_{open_file(file, O_RDWR | O_CREAT | O_NOFOLLOW)} {
  require_done(file_.is_open() && ::flock(file_.number(), LOCK_EX) == 0);
  create_slots(file_.number(), std::filesystem::absolute(file), slots * slot_size);
  for (std::size_t i = 0; i < head_slots; ++i) {
    const auto slot = read(i);
    if (!slot || slot->counter < counter_) continue;
    last_ = head_of(slot->content);
    counter_ = slot->counter;
    next_ = (i + 1) % head_slots;
  }
  if (auto slot = read(refusal_slot)) {
    counter_ = std::max(counter_, slot->counter);
    refusal_ = std::move(slot->content);
  }
}

void SignerMemory::remember(Remembered head) {
  write(next_, content_of(head));
  next_ = (next_ + 1) % head_slots;
  last_ = std::move(head);
}

void SignerMemory::set_refusal(std::string why) {
  write(refusal_slot, why);
  refusal_ = std::move(why);
}

std::optional<SignerMemory::Slot> SignerMemory::read(std::size_t slot) const {
  std::string bytes(slot_size, '\0');
  const auto count =
      ::pread(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(slot * slot_size));
  require_done(std::cmp_equal(count, bytes.size()));
  const std::string_view view{bytes};
  const auto length = from_big_endian(view.substr(40, 8));
  if (length > slot_size - frame) return std::nullopt;
  const auto hash = sha256(view.substr(32, 16 + length));
  if (view.substr(0, 32) != as_bytes(hash)) return std::nullopt;
  return Slot{.counter = from_big_endian(view.substr(32, 8)),
              .content = std::string{view.substr(frame, length)}};
}

void SignerMemory::write(std::size_t slot, std::string_view content) {
  ensure(content.size() <= slot_size - frame, "what the signer remembers fits into its memory");
  const auto rest = big_endian(++counter_) + big_endian(content.size()) + std::string{content};
  const auto hash = sha256(rest);
  const auto bytes = std::string{as_bytes(hash)} + rest;
  const auto count =
      ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(slot * slot_size));
  require_done(std::cmp_equal(count, bytes.size()) && ::fdatasync(file_.number()) == 0);
}

}  // namespace relief
