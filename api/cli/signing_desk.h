#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "api/http/client.h"
#include "ledger/proof/ed25519.h"

namespace relief::cli {

/// What a person is asked to sign.
struct Drafted {
  std::string act, target;  ///< As they stand in the statement.
  std::string statement;
  nlohmann::json proposal;  ///< The proposal that it completes, as the API shows it; or null.
};

/// A person with their key and a token, at a running server: has statements drafted and signs them.
/// What the server says is held against what was asked, as far as that can be told here.
class SigningDesk {
 public:
  /// Throws Error{refused} where the key isn't one that the caller signs with.
  SigningDesk(const std::string& host, int port, std::string token, SigningKey key);

  /// The statement of an act that begins.
  Drafted draft_act(const std::string& act, const std::string& target,
                    const nlohmann::json& fields);
  /// The statement that completes what somebody else proposed.
  Drafted draft_proposal(const std::string& proposal);

  /// The statement with its signature: what an act's body has besides the act's own fields.
  [[nodiscard]] nlohmann::json sign(const Drafted& drafted) const;

  /// What an address of the API answers; null where the caller may not see it.
  nlohmann::json look_up(const std::string& path);

 private:
  nlohmann::json ask(const api::Question& question);
  Drafted drafted_as(nlohmann::json asked, nlohmann::json proposal);

  api::Client client_;
  std::string token_;
  SigningKey key_;
  std::string key_id_;
};

}  // namespace relief::cli
