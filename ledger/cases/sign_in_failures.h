#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/clock.h"

namespace relief {

/// A try to sign in, by what it is counted.
struct SignInTry {
  std::string books;  ///< One process may serve several, and a login is a name in one of them.
  std::string login;
  std::string network;  ///< As Credentials have it.
};

/// The failures to sign in of late. Every try counts as one until it succeeds, so that many at once
/// can't pass together. Any thread.
class SignInFailures {
 public:
  /// Whether they are `known`, having come to that login from that network of late, is the caller's
  /// to say. Throws Error: too_many; unavailable where too many strangers fail at once to count
  /// them all.
  void begin(const SignInTry& who, Instant now, bool known);

  /// `began` is what begin() was told.
  void succeed(const SignInTry& who, Instant began);

  /// No password was looked at, for whatever reason: so nobody failed.
  void never_tried(const SignInTry& who, Instant began);

 private:
  using Aged = std::deque<std::pair<Instant, std::string>>;

  [[nodiscard]] std::size_t count(const std::string& counter) const;
  void take_back(const std::string& counter, Instant began);

  /// Looks only at what is old enough, and not at all the counters that strangers leave.
  void forget_before(Instant now);

  std::mutex mutex_;
  std::map<std::string, std::vector<Instant>> times_;
  Aged by_age_;  ///< What times_ holds, and what was taken back since.
};

}  // namespace relief
