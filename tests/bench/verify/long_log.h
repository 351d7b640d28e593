#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/write.h"
#include "ledger/books/record.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/merkle.h"

namespace relief::bench {

/// A log of any length, made from nothing and always the same: two administrators begin it, open a
/// bank account and one fund, register keys (an act of two signatures each), and bring in a history
/// of two-line entries that are all on that fund. Its lines are made when they are asked for.
class LongLog {
 public:
  LongLog(std::uint64_t keys, std::uint64_t entries);

  [[nodiscard]] std::uint64_t size() const { return acts_.size() + entries_; }
  [[nodiscard]] std::string record(std::uint64_t seq) const;
  [[nodiscard]] audit::LogSource source() const;
  [[nodiscard]] std::string policy() const;

 private:
  struct Administrator {
    std::string id;
    std::string key;
    SigningKey signing;
  };

  void begin();
  void open();
  void register_key(std::uint64_t number);
  void announce_history();
  void append(Record record, int signatures, nlohmann::json shown = nlohmann::json::object());
  [[nodiscard]] std::string statement(const Record& record, const Administrator& signer,
                                      nlohmann::json shown) const;
  [[nodiscard]] std::string entry(std::uint64_t number) const;
  [[nodiscard]] std::string line(std::uint64_t number) const;

  std::uint64_t entries_;
  SigningKey log_key_;
  std::vector<Administrator> administrators_;
  std::vector<std::string> acts_;
  CompactRange tree_;  ///< Of the acts.
};

}  // namespace relief::bench
