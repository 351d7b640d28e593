#include "ledger/cases/history_signers.h"

#include <algorithm>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/cases/statement_to_sign.h"
#include "ledger/cases/verify_act.h"
#include "ledger/people/role.h"
#include "ledger/proof/act.h"
#include "ledger/storage/projections.h"

namespace relief {
namespace {

constexpr auto rule_name = "history";

const ActRule& rule_in(const RulesInForce& rules) {
  const auto* rule = act_rule(rules.rules, rule_name);
  require(rule != nullptr, Errc::refused, "the rulebook in force doesn't know such an act");
  return *rule;
}

bool holds(storage::Transaction& tx, const storage::PersonKey& key, const std::string& role) {
  const auto held = storage::roles_of(tx, key.person);
  return std::ranges::find(held, roles.value(role)) != held.end();
}

/// Whether each role finds a person of its own.
bool fill(storage::Transaction& tx, const std::vector<std::string>& wanted,
          const std::vector<storage::PersonKey>& people) {
  const auto in_order = [&](std::size_t first, std::size_t second) {
    return holds(tx, people[first], wanted.front()) && holds(tx, people[second], wanted.back());
  };
  return wanted.size() == 2 && (in_order(0, 1) || in_order(1, 0));
}

}  // namespace

HistorySigners history_signers(Context& context, storage::Transaction& tx,
                               const std::vector<SigningKey>& keys) {
  HistorySigners signers{.people = {}, .keys = keys, .rules = context.rulebooks.in_force(tx)};
  const auto& rule = rule_in(*signers.rules);
  require(keys.size() == 2, Errc::malformed, "two people sign the import of history");
  const auto registered = storage::all_keys(tx);
  for (const auto& key : keys) {
    const auto found = std::ranges::find(registered, key.public_key(), &storage::PersonKey::key);
    require_clause(found != registered.end() && !found->to_seq, rule.clause,
                   "a key that was given isn't registered, or doesn't count any more");
    signers.people.push_back(*found);
  }
  require_clause(signers.people[0].person != signers.people[1].person, rule.clause,
                 "two different people sign the import of history");
  require_clause(fill(tx, rule.signers, signers.people), rule.clause,
                 "a key that was given is of somebody without the role to sign this");
  return signers;
}

Record signed_history(Context& context, const HistorySigners& signers, nlohmann::json fields) {
  Work::Signed act{.record = {.kind = "history.imported",
                              .fields = std::move(fields),
                              .rulebook = signers.rules->version,
                              .clause = rule_in(*signers.rules).clause},
                   .terms = {.target = "new"}};
  for (std::size_t i = 0; i < signers.people.size(); ++i) {
    const auto& key = signers.people[i];
    auto text = statement_text(act, new_signing(context, key.person, key.id));
    const auto challenge = act_challenge(text);
    act.record.acts.push_back(
        {.text = std::move(text),
         .signature = {{"key", key.id.text()},
                       {"alg", key.alg},
                       {"value", to_base64url(signers.keys[i].sign(as_bytes(challenge)))}}});
  }
  return std::move(act.record);
}

}  // namespace relief
