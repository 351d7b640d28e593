#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "ledger/audit/verdict.h"
#include "ledger/base/error.h"

namespace relief::audit {

/// Why a check doesn't hold. Thrown by fail().
struct Failure {
  Finding finding;
  Outcome outcome;
};

[[noreturn]] inline void fail(std::string sentence, std::optional<std::uint64_t> seq = std::nullopt,
                              Outcome outcome = Outcome::invalid) {
  throw Failure{.finding = {.sentence = std::move(sentence), .seq = seq}, .outcome = outcome};
}

/// Runs one check and notes in the verdict what it counted, or what it threw. Answers whether it
/// holds.
template <class Body>
bool check(Verdict& verdict, const char* name, Body body) {
  try {
    verdict.pass(name, body());
    return true;
  } catch (const Failure& failure) {
    verdict.fail(failure.outcome, name, failure.finding);
  } catch (const Error& error) {
    const bool unreadable = error.code() == Errc::unavailable;
    verdict.fail(unreadable ? Outcome::unreadable : Outcome::invalid, name, {error.what()});
  } catch (const InvariantBroken& broken) {
    // Whatever our own code could never have written was written by somebody else.
    verdict.fail(Outcome::invalid, name, {broken.what()});
  }
  return false;
}

}  // namespace relief::audit
