#include "api/cli/log_signing.h"
#include "api/cli/read_file.h"

#include <array>
#include <iostream>
#include <optional>

#include "ledger/audit/verify_database.h"
#include "ledger/base/error.h"
#include "ledger/cases/resume_signing.h"
#include "ledger/cases/signer_memory.h"
#include "ledger/people/entropy.h"
#include "ledger/proof/key_file.h"
#include "ledger/proof/note.h"

namespace relief::cli {
namespace {

std::filesystem::path key_file(const HouseOptions& options) {
  return options.data / "keys" / "log.pem";
}

std::filesystem::path next_key_file(const HouseOptions& options) {
  return options.data / "keys" / "log-next.pem";
}

/// The name that the signer signed last, without a database; where it has signed nothing, what the
/// caller says.
std::string signed_origin(const HouseOptions& options) {
  const auto file = options.data / "signer";
  std::optional<Remembered> last;
  if (std::filesystem::exists(file)) last = SignerMemory{file}.last();
  if (!last) {
    require(!options.origin.empty(), Errc::malformed,
            "nothing was signed in this folder yet: say the log's name with --origin");
    return options.origin;
  }
  auto known = last->note.substr(0, last->note.find('\n'));
  require(options.origin.empty() || options.origin == known, Errc::conflict,
          "this log is signed as " + known + " and keeps that name: leave --origin out");
  return known;
}

/// The old key vouches for the next one by a head that both signed, and the signer goes on only
/// with a key that signed last.
void require_both_sign(const std::string& origin, const HouseOptions& options) {
  const auto last = SignerMemory{options.data / "signer"}.last();
  const auto next = SigningKey::of_pem(read_secret_file(next_key_file(options))).public_key();
  const std::array verifier{NoteVerifier{.name = origin, .key = next}};
  require(last && is_signed_by(last->note, verifier), Errc::conflict,
          "the next key hasn't signed a head of the log yet: start the server, and wait for the "
          "next record");
}

void print_line(const std::string& origin, const std::filesystem::path& file) {
  const auto key = SigningKey::of_pem(read_secret_file(file));
  std::cout << "log " << NoteVerifier{.name = origin, .key = key.public_key()}.vkey() << "\n";
}

int print_lines(const std::string& origin, const HouseOptions& options) {
  print_line(origin, key_file(options));
  if (std::filesystem::exists(next_key_file(options))) print_line(origin, next_key_file(options));
  return 0;
}

}  // namespace

int resume_log(const HouseOptions& options, const std::filesystem::path& policy,
               const std::filesystem::path& since) {
  require_books(options.data, options.database);
  House house{options, wall_clock()};
  auto& context = house.context();
  const auto known = context.signer.last();
  require(known || !since.empty(), Errc::malformed,
          "the signer remembers nothing: name a checkpoint that somebody kept, with --since");
  const auto kept = since.empty() ? known->note : read_file(since);
  const auto verdict =
      audit::verify_database(context.database, audit::parse_policy(read_file(policy)), kept);
  std::cout << audit::to_text(verdict);
  if (verdict.holds()) {
    const auto facts = resume_signing(context);
    std::cout << "the log is signed again; record " << facts.at("seq") << " says why\n";
  }
  return static_cast<int>(verdict.outcome());
}

int print_log_keys(const HouseOptions& options) {
  return print_lines(signed_origin(options), options);
}

int rotate_log_key(const HouseOptions& options) {
  require(std::filesystem::exists(key_file(options)), Errc::not_found,
          "this data folder has no log key to change");
  const auto origin = signed_origin(options);
  create_secret_file(next_key_file(options), SigningKey::generate(system_entropy()).pem());
  return print_lines(origin, options);
}

int retire_log_key(const HouseOptions& options) {
  require(std::filesystem::exists(next_key_file(options)), Errc::conflict,
          "no next key signs yet: relief log rotate makes one");
  const auto origin = signed_origin(options);
  require_both_sign(origin, options);
  std::filesystem::rename(next_key_file(options), key_file(options));
  return print_lines(origin, options);
}

}  // namespace relief::cli
