#pragma once

#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace relief {

/// Overwrites a secret in a way that no compiler leaves out, and empties it.
void cleanse(std::string& secret) noexcept;

/// A 32-byte secret that cannot be mistaken for a secret of another use. Wiped when it goes.
template <class Tag>
class SecretKey {
 public:
  explicit SecretKey(std::string_view bytes) : bytes_{bytes} {
    ensure(bytes.size() == 32, "a secret key has 32 bytes");
  }
  SecretKey(const SecretKey&) = default;
  SecretKey(SecretKey&&) noexcept = default;
  SecretKey& operator=(const SecretKey&) = delete;
  SecretKey& operator=(SecretKey&&) = delete;
  ~SecretKey() { cleanse(bytes_); }

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace relief
