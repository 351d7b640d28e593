#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/descriptor.h"
#include "ledger/proof/merkle.h"

namespace relief {

/// What a signer signed last.
struct Remembered {
  CompactRange range;
  std::string note;
};

/// The signer's memory: a file of mode 0600 outside the database, open and locked against other
/// processes as long as this lives. One write and one fsync keep a new head: the file has two
/// places for it, used in turn, so that a torn write costs the new head and never the old one.
///
/// The file: three slots of 8,192 bytes, the heads in the first two, the refusal in the third. A
/// slot: SHA-256 of the rest (32), a counter (8), the content's length (8), the content. A head:
/// the length of the range's bytes (8), the range's bytes, the note. Numbers have the big end
/// first.
class SignerMemory {
 public:
  /// Throws Error{unavailable} where the file can't be had.
  explicit SignerMemory(const std::filesystem::path& file);

  [[nodiscard]] const std::optional<Remembered>& last() const noexcept { return last_; }
  void remember(Remembered head);

  /// Why the signer refuses to sign; empty: it doesn't.
  [[nodiscard]] const std::string& refusal() const noexcept { return refusal_; }
  void set_refusal(std::string why);

 private:
  struct Slot {
    std::uint64_t counter;
    std::string content;
  };
  static constexpr std::size_t slot_size = 8192;
  static constexpr std::size_t refusal_slot = 2;

  [[nodiscard]] std::optional<Slot> read(std::size_t slot) const;
  void write(std::size_t slot, std::string_view content);

  Descriptor file_;
  std::uint64_t counter_ = 0;  ///< The largest one in the file.
  std::size_t next_ = 0;       ///< The slot that the next head goes to.
  std::optional<Remembered> last_;
  std::string refusal_;
};

}  // namespace relief
