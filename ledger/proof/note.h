#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/proof/ed25519.h"

namespace relief {

/// Signed notes (C2SP signed-note): a text, a blank line, and a line for each signature.

/// What a key of a note signs: C2SP's signature types, as far as this program knows them.
constexpr unsigned char signs_text = 0x01;          ///< Ed25519 over the text.
constexpr unsigned char cosigns_checkpoint = 0x04;  ///< A witness's Ed25519 over time and text.

/// A private key and the name it signs under. The key outlives the signer.
struct NoteSigner {
  std::string name;
  const SigningKey* key;
};

/// A public key that somebody trusts, and the name it signs under.
struct NoteVerifier {
  std::string name;
  PublicKey key;
  unsigned char type = signs_text;

  /// A verifier key: name+id+key, as C2SP writes it.
  /// Throws: Error{malformed} for any other text, another kind of key, or one of low order.
  static NoteVerifier parse(std::string_view vkey);

  [[nodiscard]] std::string vkey() const;

  /// The four bytes by which a signature line tells its key. No more than a hint.
  [[nodiscard]] std::string key_id() const;

  friend bool operator==(const NoteVerifier&, const NoteVerifier&) = default;
};

/// The text as a note with one signature. It ends in a newline, has no other control characters and
/// is UTF-8.
std::string sign_note(std::string_view text, const NoteSigner& signer);

/// The line that a witness adds to a checkpoint's note: at that moment, this was the largest tree
/// of its log that the witness had seen, consistent with all before (C2SP tlog-cosignature v1).
std::string cosignature_line(std::string_view checkpoint_text, Instant at,
                             const NoteSigner& witness);

struct OpenedNote {
  std::string text;                   ///< With its last newline.
  std::vector<std::string> verified;  ///< The names whose signatures hold, in the note's order.
  std::string lines;                  ///< One line for each key whose signature holds, as it came.
};

/// The note's text, if somebody trusted signed it. Signatures of strangers are ignored.
/// Throws: Error{malformed} for what isn't a note; Error{refused} if a trusted key's signature is
/// bad, or there is none.
OpenedNote open_note(std::string_view note, std::span<const NoteVerifier> trusted);

/// Whether one of these keys signed the note, and none of them badly.
bool is_signed_by(std::string_view note, std::span<const NoteVerifier> keys);

}  // namespace relief
