#include "api/cli/bench_log.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/aid/default_rulebook.h"
#include "ledger/base/ids.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note.h"

namespace relief::cli {
namespace {

constexpr auto log_name = "bench.example/log";
constexpr auto moment = "2026-01-05T06:00:00Z";

std::string base64url_of(const Hash& hash) { return to_base64url(as_bytes(hash)); }

SigningKey key_named(const std::string& name) {
  const auto seed = sha256(name);
  return SigningKey::of_seed(as_bytes(seed));
}

template <class SomeId>
std::string id_named(const std::string& name) {
  const auto hash = sha256(name);
  return SomeId::of(as_bytes(hash).substr(0, 16)).text();
}

std::string public_text(const SigningKey& key) {
  const auto raw = key.public_key();
  return to_base64url(as_bytes(raw));
}

}  // namespace

SignedLog::SignedLog(std::size_t keys) : log_key_{key_named("log")} {
  for (const auto* name : {"first", "second"}) {
    administrators_.push_back(
        {.id = id_named<PersonId>(name), .key = id_named<KeyId>(name), .signing = key_named(name)});
  }
  begin();
  for (std::size_t number = 0; number < keys; ++number) register_key(number);
}

void SignedLog::begin() {
  auto administrators = nlohmann::json::array();
  for (const auto& each : administrators_) {
    administrators.push_back(
        {{"user", each.id}, {"key", each.key}, {"public", public_text(each.signing)}});
  }
  const NoteVerifier log{.name = log_name, .key = log_key_.public_key()};
  append({.kind = "genesis",
          .fields = {{"origin", log_name},
                     {"log_key", log.vkey()},
                     {"digest", base64url_of(sha256(azerbaijan_rulebook()))},
                     {"administrators", administrators},
                     {"code", "bench"}}},
         0);
}

void SignedLog::register_key(std::size_t number) {
  const auto name = "key " + std::to_string(number);
  append({.kind = "key.added",
          .fields = {{"user", administrators_.front().id},
                     {"key", id_named<KeyId>(name)},
                     {"alg", "ed25519"},
                     {"public", public_text(key_named(name))}},
          .rulebook = 1,
          .clause = "Fund order 7"},
         administrators_.size());
}

std::string SignedLog::statement(const Record& record, const Administrator& signer) const {
  return canonical({{"v", 1},
                    {"act", record.kind},
                    {"target", "new"},
                    {"content", content_of(body_of(record))},
                    {"signer", signer.id},
                    {"key", signer.key},
                    {"expires", "2026-01-05T06:30:00Z"},
                    {"seen_size", tree_.size()},
                    {"seen_root", base64url_of(tree_.root())},
                    {"clause", record.clause}});
}

void SignedLog::append(Record record, std::size_t signatures) {
  for (std::size_t i = 0; i < signatures; ++i) {
    const auto& signer = administrators_[i];
    const auto text = statement(record, signer);
    const auto challenge = act_challenge(text);
    record.acts.push_back(
        {.text = text,
         .signature = {{"key", signer.key},
                       {"alg", "ed25519"},
                       {"value", to_base64url(signer.signing.sign(as_bytes(challenge)))}}});
  }
  const auto seq = records_.size();
  const auto salt = sha256(std::to_string(seq));
  records_.push_back(canonical(
      relief::to_json(record, {.seq = seq,
                               .at = parse_instant(moment),
                               .salt = std::string{as_bytes(salt).substr(0, 16)},
                               .by = signatures == 0 ? "clock" : administrators_.front().id})));
  tree_.append(leaf_hash(records_.back()));
}

audit::LogSource SignedLog::source() const {
  const auto size = records_.size();
  return {.checkpoint =
              sign_note(checkpoint_text({.origin = log_name, .size = size, .root = tree_.root()}),
                        {log_name, &log_key_}),
          .size = size,
          .earlier = [](std::uint64_t&) { return std::vector<std::string>{}; },
          .records =
              [this](std::uint64_t from, std::size_t limit) {
                const auto begin = records_.begin() + static_cast<std::ptrdiff_t>(from);
                const auto count = std::min(limit, records_.size() - from);
                return std::vector<std::string>{begin, begin + static_cast<std::ptrdiff_t>(count)};
              },
          .rulebook = [](const Hash&) { return std::string{azerbaijan_rulebook()}; },
          .record = [this](std::uint64_t seq) { return records_.at(seq); }};
}

std::string SignedLog::policy() const {
  const NoteVerifier log{.name = log_name, .key = log_key_.public_key()};
  const auto first = sha256(records_.front());
  return "log " + log.vkey() + "\nquorum none\ngenesis " + to_hex(as_bytes(first)) + "\n";
}

}  // namespace relief::cli
