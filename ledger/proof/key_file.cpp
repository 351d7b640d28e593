#include "ledger/proof/key_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "ledger/base/descriptor.h"
#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr std::size_t largest_secret = std::size_t{64} << 10U;

/// A secret that leaves no copy behind when an exception passes.
struct Cleansed {
  std::string bytes;

  explicit Cleansed(std::string secret) : bytes{std::move(secret)} {}
  Cleansed(const Cleansed&) = delete;
  Cleansed& operator=(const Cleansed&) = delete;
  ~Cleansed() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
};

/// Removes a name from its folder when it goes.
struct Unlinked {
  const std::filesystem::path& path;

  ~Unlinked() { ::unlink(path.c_str()); }
};

/// Fills `bytes`, or tells that the file ends before.
bool read_exactly(int file, std::string& bytes) {
  std::size_t read = 0;
  while (read < bytes.size()) {
    const auto count = ::read(file, bytes.data() + read, bytes.size() - read);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    read += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

std::string read_secret_file(const std::filesystem::path& path) {
  // Without O_NONBLOCK a named pipe in the file's place would hang the program.
  const auto file = open_file(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  require(file.is_open(), Errc::unavailable,
          "a secret file is missing, is a symbolic link, or may not be opened");
  struct stat facts {};
  require(::fstat(file.number(), &facts) == 0 && S_ISREG(facts.st_mode), Errc::unavailable,
          "a secret file must be a plain file");
  require(facts.st_uid == ::geteuid(), Errc::unavailable,
          "a secret file must belong to the user that runs the program");
  require((facts.st_mode & (S_IRWXG | S_IRWXO)) == 0, Errc::unavailable,
          "a secret file must be closed to group and others (mode 0600)");
  require(static_cast<std::size_t>(facts.st_size) <= largest_secret, Errc::unavailable,
          "a secret file has at most 64 KiB");
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  require(read_exactly(file.number(), bytes), Errc::unavailable, "a secret file can't be read");
  return bytes;
}

void create_secret_file(const std::filesystem::path& path, std::string_view bytes) {
  // Written under another name first: a crash leaves no half of a key where a key is looked for.
  auto draft = path;
  draft += ".new." + std::to_string(::getpid());
  ::unlink(draft.c_str());
  const auto file = open_file(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
  require(file.is_open(), Errc::unavailable, "a secret file can't be created in its folder");
  const Unlinked afterwards{draft};
  require(file.write(bytes) && file.sync(), Errc::unavailable, "a secret file can't be written");
  // Unlike a rename, a link never replaces what is there.
  const bool linked = ::link(draft.c_str(), path.c_str()) == 0;
  require(linked || errno != EEXIST, Errc::conflict, "a secret file of this name exists already");
  require(linked, Errc::unavailable, "a secret file can't be created in its folder");
  require(sync_folder_of(path), Errc::unavailable,
          "the folder of a secret file can't be made durable");
}

SigningKey load_or_create_signing_key(const std::filesystem::path& path, const Entropy& entropy) {
  if (!std::filesystem::exists(std::filesystem::symlink_status(path))) {
    const Cleansed fresh{SigningKey::generate(entropy).pem()};
    create_secret_file(path, fresh.bytes);
  }
  const Cleansed stored{read_secret_file(path)};
  return SigningKey::of_pem(stored.bytes);
}

}  // namespace relief
