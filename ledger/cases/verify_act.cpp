#include "ledger/cases/verify_act.h"

#include <algorithm>

#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "ledger/storage/people.h"
#include "ledger/storage/signed_acts.h"

namespace relief {
namespace {

struct Seen {
  std::uint64_t size;
  std::string root;  ///< base64url.
};

Seen seen_of(std::uint64_t size, const Hash& root) { return {size, to_base64url(as_bytes(root))}; }

Seen last_seen(storage::Transaction& tx) {
  const auto last = storage::last_checkpoint(tx);
  return last ? seen_of(last->size, last->root) : seen_of(0, empty_root());
}

bool is_ours(storage::Transaction& tx, const Signing& signing) {
  if (signing.seen_size == 0) return signing.seen_root == seen_of(0, empty_root()).root;
  const auto checkpoint = storage::checkpoint_at(tx, signing.seen_size);
  return checkpoint && signing.seen_root == seen_of(checkpoint->size, checkpoint->root).root;
}

storage::PersonKey newest_key(storage::Transaction& tx, const PersonId& signer) {
  const auto keys = storage::keys_of(tx, signer);
  const auto newest = std::find_if(keys.rbegin(), keys.rend(),
                                   [](const storage::PersonKey& key) { return !key.to_seq; });
  require(newest != keys.rend(), Errc::refused, "you have no key to sign with yet");
  return *newest;
}

/// The key, if it is the signer's and counts now. Nobody learns whose another key is.
storage::PersonKey key_of_signer(storage::Transaction& tx, const PersonId& signer,
                                 const KeyId& id) {
  const auto keys = storage::keys_of(tx, signer);
  const auto key = std::ranges::find(keys, id, &storage::PersonKey::id);
  require(key != keys.end(), Errc::refused, "this isn't a key of yours");
  require(!key->to_seq, Errc::conflict, "this key was ended: sign with another");
  return *key;
}

void require_in_time(const Signing& signing, Instant now) {
  require(now <= signing.expires, Errc::conflict,
          "this statement has expired: ask for a new one and sign that");
  require(signing.expires <= now + statement_lifetime, Errc::conflict,
          "this statement isn't of ours: it lives too long");
}

}  // namespace

Signing new_signing(Context& context, const PersonId& signer, const std::optional<KeyId>& key) {
  return context.database.read([&](storage::Transaction& tx) -> Signing {
    const auto with = key ? key_of_signer(tx, signer, *key) : newest_key(tx, signer);
    auto [size, root] = last_seen(tx);
    return {.signer = signer.text(),
            .key = with.id.text(),
            .expires = context.clock() + statement_lifetime,
            .seen_size = size,
            .seen_root = std::move(root)};
  });
}

VerifiedAct verify_act(Context& context, const PersonId& signer, const std::string& statement,
                       const ActSignature& signature) {
  auto signing = signing_of(statement);
  require(signing.signer == signer.text() && signing.key == signature.key.text(), Errc::refused,
          "the statement names another signer or another key than the signature");
  require_in_time(signing, context.clock());
  const auto key = context.database.read([&](storage::Transaction& tx) {
    require(is_ours(tx, signing), Errc::conflict,
            "the statement names a head that our log never had: ask for a new one");
    return key_of_signer(tx, signer, signature.key);
  });
  const auto challenge = act_challenge(statement);
  require(verify(key.key, as_bytes(challenge), signature.value), Errc::refused,
          "the signature doesn't hold for this statement and this key");
  return {.act = {.text = statement,
                  .signature = {{"key", signature.key.text()},
                                {"alg", key.alg},
                                {"value", to_base64url(signature.value)}}},
          .signing = std::move(signing)};
}

void require_keys_in_force(storage::Transaction& tx, const std::vector<Act>& acts) {
  for (const auto& act : acts) {
    const auto key = storage::find_key(tx, KeyId{act.signature.at("key").get<std::string>()});
    require(!key.to_seq, Errc::conflict, "a key that signed this was ended meanwhile");
  }
}

void require_unexpired(const std::vector<Act>& acts, Instant now) {
  for (const auto& act : acts) {
    const auto expires = signing_of(act.text).expires;
    require(now <= (&act == &acts.back() ? expires : expires + proposal_lifetime), Errc::conflict,
            "this statement has expired: ask for a new one and sign that");
  }
}

void require_unrecorded(storage::Transaction& tx, const std::vector<Act>& acts,
                        const std::vector<storage::LogRow>& rows) {
  for (const auto& act : acts) {
    const auto spelt = canonical(nlohmann::json(act.text));
    const auto tells = [&](const storage::LogRow& row) {
      return row.bytes.find(spelt) != std::string::npos;
    };
    require(std::ranges::none_of(rows, tells) && !storage::is_recorded(tx, act_challenge(act.text)),
            Errc::conflict, "what was signed was done before: ask for a new statement");
  }
}

void keep_recorded(storage::Transaction& tx, std::uint64_t seq, const std::vector<Act>& acts) {
  for (const auto& act : acts) {
    storage::insert(tx, {.seq = seq, .challenge = act_challenge(act.text)});
  }
}

}  // namespace relief
