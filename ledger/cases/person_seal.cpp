#include "ledger/cases/person_seal.h"

#include <algorithm>

#include "ledger/base/text.h"

namespace relief {
namespace {

std::string key_context(const CaseId& id) { return "case/" + id.text() + "/key/1"; }

std::string stored_key(storage::Transaction& tx, const CaseId& id) {
  auto wrapped = storage::find_person_key(tx, id);
  require(wrapped.has_value(), Errc::conflict, "what was known of this person has been erased");
  return *std::move(wrapped);
}

std::string fresh_key(Work& work, const CaseId& id) {
  auto key = new_person_key(work.entropy());
  auto wrapped = wrap(work.secrets().master, key, key_context(id), work.entropy());
  cleanse(key);
  return wrapped;
}

/// Unwraps, and leaves no copy behind.
template <class Key>
Key unwrapped(const Secrets& secrets, const std::string& wrapped, const CaseId& id) {
  auto bytes = unwrap(secrets.master, wrapped, key_context(id));
  Key key{bytes};
  cleanse(bytes);
  return key;
}

}  // namespace

bool opens_vault(storage::Transaction& tx, const Secrets& secrets) {
  const auto ids = storage::some_with_person_key(tx);
  // One key that doesn't open was changed; where none does, the secrets are others.
  return ids.empty() || std::ranges::any_of(ids, [&](const CaseId& id) {
           try {
             auto key = unwrap(secrets.master, stored_key(tx, id), key_context(id));
             cleanse(key);
             return true;
           } catch (const InvariantBroken&) {
             return false;
           }
         });
}

std::string canonical_text(const Evidence& evidence) {
  nlohmann::json json{
      {"kind", evidence.kind}, {"reference", evidence.reference}, {"date", to_text(evidence.date)}};
  if (evidence.sha256) json["sha256"] = *evidence.sha256;
  return json.dump();
}

Evidence evidence_in(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  Evidence evidence{.kind = json.at("kind").get<std::string>(),
                    .reference = json.at("reference").get<std::string>(),
                    .date = parse_date(json.at("date").get<std::string>()),
                    .sha256 = {}};
  if (json.contains("sha256")) evidence.sha256 = json.at("sha256").get<std::string>();
  return evidence;
}

void require_dates(const std::vector<Evidence>& evidence, Date today) {
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    require_field(evidence[i].date <= today, "/evidence/" + std::to_string(i) + "/date",
                  "a document isn't dated before its day has come");
  }
}

PersonSeal::PersonSeal(storage::Transaction& tx, const Secrets& secrets, const CaseId& id)
    : id_{id}, wrapped_{stored_key(tx, id)}, key_{unwrapped<Key>(secrets, wrapped_, id)} {}

PersonSeal::PersonSeal(Work& work, const CaseId& id)
    : id_{id}, wrapped_{fresh_key(work, id)}, key_{unwrapped<Key>(work.secrets(), wrapped_, id)} {}

std::string PersonSeal::context(std::string_view column, std::string_view which) const {
  return "case/" + id_.text() + "/" + std::string{column} + "/" + std::string{which};
}

std::string PersonSeal::seal_identity(const Identity& identity, const Entropy& entropy) const {
  auto text = to_sealed_text(identity);
  auto sealed = seal(key_.bytes(), text, context("identity", "1"), entropy);
  cleanse(text);
  return sealed;
}

Identity PersonSeal::open_identity(std::string_view sealed) const {
  auto text = open(key_.bytes(), sealed, context("identity", "1"));
  auto identity = from_sealed_text(text);
  cleanse(text);
  return identity;
}

storage::SealedThing PersonSeal::seal_payout(const RequestId& request, int version,
                                             const Payout& payout, const Commitment& commitment,
                                             const Entropy& entropy) const {
  const auto which = request.text() + "/" + std::to_string(version);
  return {.commitment = commitment.value,
          .key = commitment.key,
          .sealed = seal(key_.bytes(), canonical_text(payout), context("payout", which), entropy)};
}

Payout PersonSeal::open_payout(const RequestId& request, int version,
                               const storage::SealedThing& thing) const {
  const auto which = request.text() + "/" + std::to_string(version);
  const auto text = open(key_.bytes(), thing.sealed, context("payout", which));
  ensure(opens(thing.commitment, thing.key, text),
         "a sealed payout is the one that its commitment was made for");
  return parse_payout(nlohmann::json::parse(text), "/payout");
}

storage::SealedEvidence PersonSeal::seal_evidence(const RequestId& request, int number,
                                                  std::string_view kind, const std::string& text,
                                                  const Entropy& entropy) const {
  const auto which = request.text() + "/" + std::to_string(number);
  const auto commitment = commit_to(text, entropy);
  return {.subject = request.text(),
          .number = number,
          .kind = std::string{kind},
          .thing = {.commitment = commitment.value,
                    .key = commitment.key,
                    .sealed = seal(key_.bytes(), text, context("evidence", which), entropy)}};
}

std::string PersonSeal::seal_note(std::uint64_t seq, std::string_view note,
                                  const Entropy& entropy) const {
  return seal(key_.bytes(), note, context("reading", std::to_string(seq)), entropy);
}

Payout payout_of(storage::Transaction& tx, const Secrets& secrets,
                 const storage::Request& request) {
  const PersonSeal person{tx, secrets, request.relief_case};
  const auto thing = storage::find_payout(tx, request.id, request.version);
  ensure(to_base64url(thing.commitment) == request.payout,
         "the vault's commitment to a payout is the one that the request's record carries");
  return person.open_payout(request.id, request.version, thing);
}

}  // namespace relief
