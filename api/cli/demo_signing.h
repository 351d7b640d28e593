#pragma once

#include <array>
#include <string>

#include "api/cli/demo_calls.h"
#include "ledger/money/money.h"

namespace relief::cli {

/// An act that somebody signs.
struct Act {
  std::string act;     ///< "request.approved"
  std::string target;  ///< An identifier, or "new".
  std::string path;    ///< Where it is posted.
  nlohmann::json fields = nlohmann::json::object();
  std::optional<Money> money = {};  ///< What the signer expects to read in the statement.
  std::string method = "POST";
};

/// A body with its statement and signature, ready to be posted: the statement was asked for, read
/// and signed with the person's own key.
/// Throws Error{refused} where the statement says anything else than what is meant.
nlohmann::json signed_body(Calls& calls, Player& who, const Act& act);

/// Signs and posts; answers what the server answers.
nlohmann::json sign(Calls& calls, Player& who, const Act& act);

/// One proposes, the other reads the proposal, signs it too, and so completes it.
nlohmann::json sign_together(Calls& calls, Player& first, Player& second, const Act& act);

/// The signature of a person over a statement, as acts carry it.
nlohmann::json signature_of(const Player& who, std::string_view statement);

}  // namespace relief::cli
