#include "ledger/audit/signatures.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"

namespace relief::audit {
namespace {

constexpr std::array<std::string_view, 13> statement_fields{
    "act",   "clause", "content",   "currency",  "expires", "fund",  "key",
    "money", "place",  "seen_root", "seen_size", "signer",  "target"};

const std::string& text_in(const nlohmann::json& json, const char* name) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_string(), Errc::malformed,
          "a signed statement or its signature lacks a field");
  return field->get_ref<const std::string&>();
}

std::uint64_t number_in(const nlohmann::json& json, const char* name) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_number_unsigned(), Errc::malformed,
          "a signed statement lacks a number");
  return field->get<std::uint64_t>();
}

void check_form(const nlohmann::json& statement) {
  require(statement.is_object() && number_in(statement, "v") == 1, Errc::malformed,
          "a signed statement is an object of version 1");
  for (const auto& [name, value] : statement.items()) {
    require(name == "v" || std::ranges::binary_search(statement_fields, name), Errc::malformed,
            "a signed statement has a field that it can't have");
  }
  parse_instant(text_in(statement, "expires"));
  require(!text_in(statement, "target").empty(), Errc::malformed,
          "a signed statement names what it acts on");
}

/// What people saw when they signed is what the record says. The content binds all of it, but
/// nobody reads a hash.
void check_shown(const nlohmann::json& statement, const nlohmann::json& body) {
  for (const auto* name : {"money", "currency", "fund", "place", "clause"}) {
    const auto shown = statement.find(name);
    const auto recorded = body.find(name);
    if (shown == statement.end() || recorded == body.end()) continue;
    require(*shown == *recorded, Errc::refused,
            "what was shown to the signer isn't what was recorded");
  }
  require(!body.contains("money") || statement.contains("money"), Errc::refused,
          "the signer wasn't shown the money that was recorded");
}

void check_seen(const nlohmann::json& statement, const SignatureSetting& setting) {
  const auto size = number_in(statement, "seen_size");
  require(size <= setting.seq, Errc::refused, "the signer claims to have seen a later log");
  const auto root = setting.roots.at(size);
  require(text_in(statement, "seen_root") == to_base64url(as_bytes(root)), Errc::refused,
          "the log that the signer saw isn't this one");
}

const RegisteredKey& check_signature(const Act& act, const nlohmann::json& statement,
                                     const Keyring& keyring) {
  require(act.signature.is_object() && act.signature.size() == 3, Errc::malformed,
          "a signature names its key, its kind and its value");
  const auto& key = keyring.key(text_in(act.signature, "key"));
  require(text_in(statement, "key") == key.id, Errc::refused,
          "the statement names another key than its signature");
  require(text_in(statement, "signer") == key.person, Errc::refused,
          "it is signed with another person's key");
  require(text_in(act.signature, "alg") == key.alg, Errc::refused,
          "the signature is of another kind than its key");
  const auto value = from_base64url(text_in(act.signature, "value"));
  const auto challenge = act_challenge(act.text);
  require(value && verify(key.key, as_bytes(challenge), *value), Errc::refused,
          "a signature doesn't hold");
  return key;
}

}  // namespace

std::vector<std::string> check_signatures(const Record& record, const nlohmann::json& json,
                                          const SignatureSetting& setting) {
  std::vector<std::string> signers;
  if (record.acts.empty()) return signers;
  const auto content = content_of(json);
  for (const auto& act : record.acts) {
    const auto statement = parse_canonical(act.text);
    check_form(statement);
    require(text_in(statement, "act") == record.kind, Errc::refused,
            "what was signed is another kind of act");
    require(text_in(statement, "content") == content, Errc::refused,
            "what was signed isn't what was recorded");
    check_shown(statement, json);
    check_seen(statement, setting);
    const auto& key = check_signature(act, statement, setting.keyring);
    require(std::ranges::find(signers, key.person) == signers.end(), Errc::refused,
            "one person signed twice where two must");
    signers.push_back(key.person);
  }
  return signers;
}

}  // namespace relief::audit
