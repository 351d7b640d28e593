#pragma once

#include <memory>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/cases/witness.h"

namespace relief::api {

/// A witness's door: POST /add-checkpoint for logs, GET /<SHA-256 of the origin>/checkpoint for
/// everybody (C2SP tlog-witness). Another program than the fund's server, with no database.
class WitnessServer {
 public:
  WitnessServer(Witness& witness, const Clock& clock);
  WitnessServer(const WitnessServer&) = delete;
  WitnessServer& operator=(const WitnessServer&) = delete;
  ~WitnessServer();

  /// Takes the address and answers its port, which the system chooses for port 0.
  /// Throws Error{unavailable} where the address can't be had.
  int bind(const std::string& host, int port);

  /// Serves in this thread until somebody stops it.
  void run();

  /// Ends run(), now or when it begins. Any thread.
  void stop();

 private:
  class Door;
  std::unique_ptr<Door> door_;
};

}  // namespace relief::api
