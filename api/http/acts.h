#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/http/routes.h"
#include "ledger/cases/propose.h"

namespace relief::api {

/// An act that people sign. One row serves the drafting of its statement, the act itself, and its
/// completion by a second signature.
struct SignedAct {
  std::string_view name;  ///< The kind of the record that is signed: "request.approved".
  /// The kind in the rulebook's [[acts]] that says whose signatures it needs, one or two; empty for
  /// decisions and orders, which one person of `signers` signs and whose case knows the rest.
  std::string_view rule;
  Callers signers;
  /// Reads the act's own fields (the body without statement and signature) and answers what to do.
  /// Throws Error{malformed} with the field's pointer.
  std::function<Facts(Work&)> (*decide)(const std::string& target, const nlohmann::json& fields);
  int status = 201;
};

/// Every signed act: the rows of each noun, in one list.
std::vector<SignedAct> signed_acts();

/// Handles a POST whose body is an act's fields with its statement and signature: commits it, or
/// answers 202 {proposal} where a second person must sign. `target` is the identifier acted on, or
/// "new".
Reply act(const Call& call, std::string_view name, const std::string& target);

// For the doors that draft statements and complete proposals.

/// Throws Error{malformed} at /act for a name that no act has.
const SignedAct& find_act(std::string_view name);

/// Whose signatures the act needs. Throws Error{forbidden} where the caller's role isn't among
/// them.
Signers signers_for(const Call& call, const SignedAct& row);

/// A body's statement and signature, and what is left of it.
struct SignedBody {
  std::string statement;
  ActSignature signature;
  nlohmann::json fields;
};

/// Throws Error{malformed} with the field's pointer.
SignedBody signed_body(const nlohmann::json& body);

/// The answer that the call's key was given before.
std::optional<Reply> earlier_answer(const Call& call, int status);

}  // namespace relief::api
