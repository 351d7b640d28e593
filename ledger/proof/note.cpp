#include "ledger/proof/note.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/big_endian.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/sha256.h"

namespace relief {
namespace {

constexpr std::size_t longest_note = std::size_t{16} << 20U;  // A manifest of a million records.
constexpr std::size_t most_signatures = 100;
constexpr std::size_t key_id_size = 4;
constexpr std::size_t time_size = 8;
constexpr std::string_view dash = "\u2014 ";

/// The characters that Unicode calls white space, beyond ASCII.
constexpr auto wide_spaces = std::to_array<std::string_view>(
    {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
     "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f",
     "\u3000"});

bool is_key_name(std::string_view name) {
  const auto contains = [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  };
  return !name.empty() && is_note_text(name) && !contains("\n") && !contains(" ") &&
         !contains("+") && std::ranges::none_of(wide_spaces, contains);
}

std::string signature_line(const NoteVerifier& signer, std::string_view signature) {
  return std::string{dash} + signer.name + ' ' +
         to_base64(signer.key_id() + std::string{signature}) + '\n';
}

/// What a witness signs.
std::string cosigned(std::string_view text, std::uint64_t time) {
  return "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string{text};
}

bool holds(const NoteVerifier& verifier, std::string_view text, std::string_view signature) {
  if (verifier.type == signs_text) return verify(verifier.key, text, signature);
  if (signature.size() < time_size) return false;
  const auto time = from_big_endian(signature.substr(0, time_size));
  return time <= largest_count &&
         verify(verifier.key, cosigned(text, time), signature.substr(time_size));
}

struct SignatureLine {
  std::string_view name;
  std::string key_id;
  std::string signature;
};

SignatureLine parse_signature_line(std::string_view line) {
  line = after(dash, line);
  const auto space = line.find(' ');
  require(space != std::string_view::npos && is_key_name(line.substr(0, space)), Errc::malformed,
          "a signature line names its key");
  const auto bytes = from_base64(line.substr(space + 1));
  require(bytes && bytes->size() > key_id_size, Errc::malformed,
          "a signature line holds its signature in base64");
  return {line.substr(0, space), bytes->substr(0, key_id_size), bytes->substr(key_id_size)};
}

}  // namespace

NoteVerifier NoteVerifier::parse(std::string_view vkey) {
  // The base64 may hold a plus too: only the first two separate.
  const auto first = vkey.find('+');
  const auto second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  require(second != std::string_view::npos, Errc::malformed, "a verifier key has three parts");
  const auto bytes = from_base64(vkey.substr(second + 1));
  require(bytes && bytes->size() == 33 &&
              (bytes->front() == signs_text || bytes->front() == cosigns_checkpoint),
          Errc::malformed, "a verifier key here is an Ed25519 key in base64");
  NoteVerifier verifier{std::string{vkey.substr(0, first)},
                        public_key_of(std::string_view{*bytes}.substr(1)),
                        static_cast<unsigned char>(bytes->front())};
  require(is_key_name(verifier.name), Errc::malformed, "a key's name has no spaces and no plus");
  require(vkey.substr(first + 1, second - first - 1) == to_hex(verifier.key_id()), Errc::malformed,
          "a verifier key's id isn't that of its name and key");
  require(!is_low_order(verifier.key), Errc::malformed, "anybody can sign under this key");
  return verifier;
}

std::string NoteVerifier::vkey() const {
  return name + '+' + to_hex(key_id()) + '+' +
         to_base64(static_cast<char>(type) + std::string{as_bytes(key)});
}

std::string NoteVerifier::key_id() const {
  const char type_byte = static_cast<char>(type);
  const auto hash = sha256_of({name, "\n", {&type_byte, 1}, as_bytes(key)});
  return std::string{as_bytes(hash).substr(0, key_id_size)};
}

std::string sign_note(std::string_view text, const NoteSigner& signer) {
  ensure(text.ends_with('\n') && is_note_text(text), "a note's text is lines of UTF-8");
  ensure(is_key_name(signer.name), "a note's signer has a name without spaces and plus");
  return std::string{text} + '\n' +
         signature_line({signer.name, signer.key->public_key()}, signer.key->sign(text));
}

std::string cosignature_line(std::string_view checkpoint_text, Instant at,
                             const NoteSigner& witness) {
  ensure(at.time_since_epoch().count() >= 0, "a witness lives after 1970");
  ensure(is_key_name(witness.name), "a witness has a name without spaces and plus");
  const auto time = static_cast<std::uint64_t>(at.time_since_epoch().count());
  return signature_line({witness.name, witness.key->public_key(), cosigns_checkpoint},
                        big_endian(time) + witness.key->sign(cosigned(checkpoint_text, time)));
}

OpenedNote open_note(std::string_view note, std::span<const NoteVerifier> trusted) {
  require(note.size() <= longest_note, Errc::malformed, "a note has at most 16 MiB");
  require(is_note_text(note), Errc::malformed, "a note is UTF-8 without control characters");
  const auto blank = note.rfind("\n\n");
  require(blank != std::string_view::npos && blank + 2 < note.size(), Errc::malformed,
          "a note has a text, a blank line and signatures");
  const auto text = note.substr(0, blank + 1);
  OpenedNote opened{.text = std::string{text}, .verified = {}, .lines = {}};
  std::vector<bool> seen(trusted.size());
  std::size_t signatures = 0;
  for (auto rest = note.substr(blank + 2); !rest.empty();) {
    require(++signatures <= most_signatures, Errc::malformed, "a note has at most 100 signatures");
    const auto whole = take_line(rest);
    const auto line = parse_signature_line(whole);
    const auto signer = std::ranges::find_if(trusted, [&](const NoteVerifier& verifier) {
      return verifier.name == line.name && verifier.key_id() == line.key_id;
    });
    if (signer == trusted.end()) continue;
    require(holds(*signer, text, line.signature), Errc::refused,
            "a signature under a trusted key doesn't hold");
    const auto at = static_cast<std::size_t>(signer - trusted.begin());
    if (seen[at]) continue;
    seen[at] = true;
    opened.lines.append(whole).push_back('\n');
    if (std::ranges::find(opened.verified, signer->name) == opened.verified.end()) {
      opened.verified.push_back(signer->name);
    }
  }
  require(!opened.verified.empty(), Errc::refused, "nobody trusted signed this note");
  return opened;
}

bool is_signed_by(std::string_view note, std::span<const NoteVerifier> keys) {
  try {
    return !open_note(note, keys).verified.empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace relief
