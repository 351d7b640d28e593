#include "api/http/acts.h"

#include <algorithm>
#include <utility>

#include "api/http/fields.h"
#include "api/http/nouns.h"
#include "api/http/preconditions.h"
#include "ledger/base/text.h"
#include "ledger/cases/replay.h"

namespace relief::api {
namespace {

constexpr std::size_t longest_statement = 8192;
constexpr int accepted = 202;  ///< Somebody else must sign as well.

ActSignature signature_of(Fields fields) {
  const auto key = fields.id<KeyId>("key");
  require_field(fields.text("alg", 16) == "ed25519", fields.pointer("alg"),
                "only ed25519 signatures are taken yet");
  auto value = from_base64url(fields.text("value", 128));
  require_field(value && value->size() == 64, fields.pointer("value"),
                "an Ed25519 signature is the base64url of 64 bytes");
  fields.done();
  return {.key = key, .value = *std::move(value)};
}

/// Does what one person may do alone.
Committed commit_signed(const Call& call, AskedAct asked, const VerifiedAct& given) {
  const std::vector acts{given.act};
  const auto seed = seed_of(asked.name, asked.target, asked.input, given.signing);
  const auto decide = [acts, decide = std::move(asked.decide)](Work& work) {
    require_keys_in_force(work.tx(), acts);
    return decide(work);
  };
  return commit(
      call.context,
      {.actor = call.actor, .decide = decide, .key = key_of(call), .acts = acts, .seed = seed});
}

}  // namespace

std::vector<SignedAct> signed_acts() {
  std::vector<SignedAct> all;
  for (const auto& rows : {claims_acts(), exceptions_acts(), funds_acts(), gifts_acts(),
                           payments_acts(), people_acts(), periods_acts(), reconciliations_acts(),
                           requests_acts(), statements_acts(), transfers_acts()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

const SignedAct& find_act(std::string_view name) {
  static const auto all = signed_acts();
  const auto found = std::ranges::find(all, name, &SignedAct::name);
  require_field(found != all.end(), "/act", "there is no such act to sign");
  return *found;
}

Signers signers_for(const Call& call, const SignedAct& row) {
  const auto role = call.actor.role;
  constexpr auto sentence = "your role may not do this";
  if (row.rule.empty()) {
    require(row.signers.has(role), Errc::forbidden, sentence);
    return {.roles = {role}, .clause = {}};
  }
  auto signers = signers_of(call.context, row.rule);
  require(std::ranges::find(signers.roles, role) != signers.roles.end(), Errc::forbidden, sentence);
  return signers;
}

SignedBody signed_body(const nlohmann::json& body) {
  Fields fields{body};
  SignedBody parts{.statement = fields.text("statement", longest_statement),
                   .signature = signature_of(fields.object("signature")),
                   .fields = body};
  parts.fields.erase("statement");
  parts.fields.erase("signature");
  return parts;
}

std::optional<Reply> earlier_answer(const Call& call, int status) {
  auto facts = call.context.database.read(
      [&](storage::Transaction& tx) { return earlier_facts(tx, call.actor.person, key_of(call)); });
  if (!facts) return std::nullopt;
  const bool proposed = facts->contains("proposal");
  return answer(call, proposed ? accepted : status, {*std::move(facts), true});
}

Reply act(const Call& call, std::string_view name, const std::string& target) {
  const auto& row = find_act(name);
  // First of all: what was done once is answered again, even when its statement has expired since.
  if (auto earlier = earlier_answer(call, row.status)) return *std::move(earlier);

  const auto signers = signers_for(call, row);
  auto [statement, signature, fields] = signed_body(call.json);
  AskedAct asked{
      .name = std::string{name}, .target = target, .input = std::move(fields), .decide = {}};
  asked.decide = expecting(call, row.decide(target, asked.input));
  const auto given = verify_act(call.context, call.actor.person, statement, signature);
  if (signers.roles.size() > 1) {
    return answer(call, accepted, propose(call.context, call.actor, asked, given, key_of(call)));
  }
  return answer(call, row.status, commit_signed(call, std::move(asked), given));
}

}  // namespace relief::api
