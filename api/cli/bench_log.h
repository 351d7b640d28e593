#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger/audit/write.h"
#include "ledger/books/record.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/merkle.h"

namespace relief::cli {

/// A log of signed acts, made from nothing and always the same: two administrators begin it and
/// register keys, each an act of two signatures.
class SignedLog {
 public:
  explicit SignedLog(std::size_t keys);

  [[nodiscard]] audit::LogSource source() const;
  [[nodiscard]] std::string policy() const;

 private:
  struct Administrator {
    std::string id;
    std::string key;
    SigningKey signing;
  };

  void begin();
  void register_key(std::size_t number);
  void append(Record record, std::size_t signatures);
  [[nodiscard]] std::string statement(const Record& record, const Administrator& signer) const;

  SigningKey log_key_;
  std::vector<Administrator> administrators_;
  std::vector<std::string> records_;
  CompactRange tree_;
};

}  // namespace relief::cli
