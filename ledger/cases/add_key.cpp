#include "ledger/cases/add_key.h"

#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/people.h"

namespace relief {

std::string key_proof_message(const PersonId& person, const PublicKey& key) {
  const auto hash =
      sha256("relief-ledger/key/v1\n" + person.text() + "\n" + to_base64url(as_bytes(key)));
  return std::string{as_bytes(hash)};
}

Facts add_key(Work& work, const NewKey& input) {
  storage::find_person(work.tx(), input.person);
  require(!is_low_order(input.key), Errc::refused,
          "this public key isn't safe: others could sign under it");
  require(!storage::is_registered(work.tx(), input.key), Errc::refused,
          "this key is registered already");
  require(verify(input.key, key_proof_message(input.person, input.key), input.proof), Errc::refused,
          "the proof that somebody holds this key doesn't hold");

  const auto id = work.new_id<KeyId>();
  const auto seq =
      work.append_signed(under_rule(work, "key",
                                    {.kind = "key.added",
                                     .fields = {{"user", input.person.text()},
                                                {"key", id.text()},
                                                {"alg", "ed25519"},
                                                {"public", to_base64url(as_bytes(input.key))}}}),
                         {.target = input.person.text()});
  storage::insert(work.tx(), storage::PersonKey{.id = id,
                                                .person = input.person,
                                                .alg = "ed25519",
                                                .key = input.key,
                                                .from_seq = seq,
                                                .to_seq = std::nullopt});
  return {{"id", id.text()}, {"seq", seq}};
}

Facts revoke_key(Work& work, const KeyId& id) {
  const auto key = storage::find_key(work.tx(), id);
  require(!key.to_seq, Errc::conflict, "this key was ended before");
  require(storage::signers_without(work.tx(), Role::administrator, id) >= 2, Errc::refused,
          "two administrators with keys must be left: register another key first");
  const auto seq = work.append_signed(
      under_rule(work, "key", {.kind = "key.revoked", .fields = {{"key", id.text()}}}),
      {.target = id.text()});
  storage::end_key(work.tx(), id, seq);
  return {{"id", id.text()}, {"seq", seq}};
}

}  // namespace relief
