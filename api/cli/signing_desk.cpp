#include "api/cli/signing_desk.h"

#include <utility>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"

namespace relief::cli {
namespace {

constexpr int fine = 200;

/// A refusal of the server, as one of our own: with its clause and the fields at fault.
Error refusal_of(const api::Answer& answer) {
  const auto json = answer.json();
  if (!json.is_object()) return {Errc::unavailable, "the server's answer can't be read"};
  std::vector<Fault> faults;
  for (const auto& fault : json.value("errors", nlohmann::json::array())) {
    faults.push_back({fault.value("pointer", ""), fault.value("detail", "")});
  }
  return Error{Errc::refused, json.value("detail", json.value("title", ""))}
      .under(json.value("clause", ""))
      .with(std::move(faults));
}

/// The identifier of the caller's key whose public half this is; empty: it is none of theirs.
std::string id_of(const SigningKey& key, const nlohmann::json& me) {
  const auto public_key = key.public_key();
  const auto half = to_base64url(as_bytes(public_key));
  for (const auto& known : me.at("keys")) {
    if (known.at("public_key") == half) return known.at("id");
  }
  return {};
}

}  // namespace

SigningDesk::SigningDesk(const std::string& host, int port, std::string token, SigningKey key)
    : client_{host, port}, token_{std::move(token)}, key_{std::move(key)} {
  key_id_ = id_of(key_, ask({.path = "/v1/me"}));
  require(!key_id_.empty(), Errc::refused,
          "this isn't a key that the log knows as yours: nothing signed with it would hold");
}

nlohmann::json SigningDesk::ask(const api::Question& question) {
  auto asked = question;
  asked.bearer = token_;
  const auto answer = client_.ask(asked);
  if (answer.status != fine) throw refusal_of(answer);
  return answer.json();
}

nlohmann::json SigningDesk::look_up(const std::string& path) {
  const auto answer = client_.ask({.path = path, .bearer = token_});
  return answer.status == fine ? answer.json() : nlohmann::json{};
}

Drafted SigningDesk::draft_act(const std::string& act, const std::string& target,
                               const nlohmann::json& fields) {
  auto asked = fields;
  asked["act"] = act;
  asked["target"] = target;
  auto drafted = drafted_as(std::move(asked), nullptr);
  require(drafted.act == act && drafted.target == target, Errc::refused,
          "the statement says another act or another target than was asked for");
  return drafted;
}

Drafted SigningDesk::draft_proposal(const std::string& proposal) {
  auto known = ask({.path = "/v1/proposals/" + proposal});
  auto drafted = drafted_as({{"proposal", proposal}}, known);
  require(drafted.act == known.at("act") && drafted.target == known.at("target"), Errc::refused,
          "the statement says another act or another target than the proposal");
  return drafted;
}

Drafted SigningDesk::drafted_as(nlohmann::json asked, nlohmann::json proposal) {
  asked["key"] = key_id_;
  const auto answer =
      ask({.method = "POST", .path = "/v1/statements-to-sign", .body = asked.dump()});
  Drafted drafted{.act = {},
                  .target = {},
                  .statement = answer.at("statement"),
                  .proposal = std::move(proposal)};
  const auto challenge = act_challenge(drafted.statement);
  require(answer.at("challenge") == to_base64url(as_bytes(challenge)), Errc::refused,
          "the server's challenge isn't the statement's");
  const auto statement = nlohmann::json::parse(drafted.statement);
  require(statement.at("key") == key_id_, Errc::refused,
          "this isn't the key that the statement names");
  drafted.act = statement.at("act");
  drafted.target = statement.at("target");
  return drafted;
}

nlohmann::json SigningDesk::sign(const Drafted& drafted) const {
  const auto challenge = act_challenge(drafted.statement);
  return {{"statement", drafted.statement},
          {"signature",
           {{"key", key_id_},
            {"alg", "ed25519"},
            {"value", to_base64url(key_.sign(as_bytes(challenge)))}}}};
}

}  // namespace relief::cli
