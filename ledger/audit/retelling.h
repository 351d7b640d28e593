#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "ledger/audit/bundle.h"
#include "ledger/audit/replay.h"

namespace relief::audit {

/// The files of a bundle that retell the log: journal, approvals, keyring, trial balance. One who
/// writes a bundle and one who verifies it make them here from the same records; so a report can't
/// say anything else than the log.
class Retelling {
 public:
  explicit Retelling(FileSink sink) : sink_{std::move(sink)} {}

  /// Tells of the next record. Hands out the files of its piece when it is full.
  void add(const Replayed& replayed);

  /// Hands out what is left: the last pieces, keyring and trial balance.
  void finish(const State& state);

 private:
  void cut();

  FileSink sink_;
  std::uint64_t index_ = 0;  ///< Of the piece that fills.
  unsigned width_ = 0;
  nlohmann::json journal_ = nlohmann::json::array();
  nlohmann::json approvals_ = nlohmann::json::array();
};

/// account, name, place, fund, currency, balance: every balance that isn't zero, debit positive.
std::string trial_balance(const Book& book);

}  // namespace relief::audit
