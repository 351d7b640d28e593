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

/// What a body finds, in whatever way it says so. A fault of a record, where one is given, is that
/// record's.
template <class Body>
std::optional<Failure> fault_of(Body body, std::optional<std::uint64_t> seq = std::nullopt) {
  const auto failure = [&](const char* sentence, Outcome outcome) {
    return Failure{.finding = {.sentence = sentence, .seq = seq}, .outcome = outcome};
  };
  try {
    body();
    return std::nullopt;
  } catch (const Failure& found) {
    return seq ? failure(found.finding.sentence.c_str(), found.outcome) : found;
  } catch (const Error& error) {
    const bool unreadable = error.code() == Errc::unavailable;
    return failure(error.what(), unreadable ? Outcome::unreadable : Outcome::invalid);
  } catch (const InvariantBroken& broken) {
    // Whatever our own code could never have written was written by somebody else.
    return failure(broken.what(), Outcome::invalid);
  }
}

/// Runs one check and notes in the verdict what it counted, or what it threw. Answers whether it
/// holds.
template <class Body>
bool check(Verdict& verdict, const char* name, Body body) {
  Check::Counts counts;
  const auto fault = fault_of([&] { counts = body(); });
  if (fault) {
    verdict.fail(fault->outcome, name, fault->finding);
  } else {
    verdict.pass(name, std::move(counts));
  }
  return !fault;
}

}  // namespace relief::audit
