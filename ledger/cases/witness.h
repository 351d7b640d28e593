#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/descriptor.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/note.h"

namespace relief {

/// A witness of other people's logs (C2SP tlog-witness): cosigns each head that extends the last
/// one it saw of that log, and nothing else, so that no log can show two histories. It keeps the
/// whole of what it cosigned last in a file for each log. Many threads may call it.
class Witness {
 public:
  struct Answer {
    std::uint16_t status;  ///< Of HTTP.
    std::string body = {};
    std::string content_type = "text/plain; charset=utf-8";
  };

  /// `name` is what it signs under, `logs` are the keys of the logs that it watches. The folder is
  /// made, and is this witness's alone as long as it lives.
  /// Throws: Error: conflict where another witness works in the folder; unavailable.
  Witness(std::string name, SigningKey key, std::vector<NoteVerifier> logs,
          std::filesystem::path folder);
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  /// Answers a request to add-checkpoint. A cosignature is handed out only once it is kept.
  /// Throws: Error{unavailable} where its memory can't be read or written.
  Answer add_checkpoint(std::string_view request, Instant now);

  /// The last head that it cosigned of the log whose origin has this SHA-256, in small hexadecimal
  /// digits, with the log's signature and its own; nothing for none.
  [[nodiscard]] std::optional<std::string> latest(std::string_view origin_digest) const;

  /// How others know its signatures.
  [[nodiscard]] NoteVerifier verifier() const;

 private:
  [[nodiscard]] std::filesystem::path file_of(std::string_view origin_digest) const;
  [[nodiscard]] std::optional<std::string> kept_note(std::string_view origin_digest) const;

  std::string name_;
  SigningKey key_;
  std::vector<NoteVerifier> logs_;
  std::filesystem::path folder_;
  Descriptor lock_;
  std::mutex mutex_;
};

}  // namespace relief
