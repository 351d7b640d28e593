#include "tests/bench/verify/long_log.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/aid/default_rulebook.h"
#include "ledger/base/ids.h"
#include "ledger/base/text.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note.h"

namespace relief::bench {
namespace {

constexpr auto origin = "bench.example/log";
constexpr auto day = "2025-12-31";
constexpr auto moment = "2026-01-05T06:00:00Z";
constexpr std::uint64_t portion = 256;

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

const std::string& the_place() {
  static const auto id = id_named<PlaceId>("place");
  return id;
}

const std::string& the_fund() {
  static const auto id = id_named<FundId>("fund");
  return id;
}

/// An identifier of 26 letters and digits after its mark, as all have.
std::string numbered(const char* mark, std::uint64_t number) {
  std::string letters(26, 'a');
  for (std::size_t at = letters.size(); number > 0; number /= 26) {
    letters[--at] = static_cast<char>('a' + number % 26);
  }
  return mark + letters;
}

std::string salt_of(std::uint64_t seq) {
  std::string salt(16, 's');
  for (std::size_t at = 0; at < 8; ++at) salt[at] = static_cast<char>(seq >> (8 * at));
  return salt;
}

}  // namespace

LongLog::LongLog(std::uint64_t keys, std::uint64_t entries)
    : entries_{entries}, log_key_{key_named("log")} {
  for (const auto* name : {"first", "second"}) {
    administrators_.push_back(
        {.id = id_named<PersonId>(name), .key = id_named<KeyId>(name), .signing = key_named(name)});
  }
  begin();
  open();
  for (std::uint64_t number = 0; number < keys; ++number) register_key(number);
  if (entries > 0) announce_history();
}

void LongLog::begin() {
  auto administrators = nlohmann::json::array();
  for (const auto& each : administrators_) {
    const auto key = each.signing.public_key();
    administrators.push_back(
        {{"user", each.id}, {"key", each.key}, {"public", to_base64url(as_bytes(key))}});
  }
  const NoteVerifier log{.name = origin, .key = log_key_.public_key()};
  append({.kind = "genesis",
          .fields = {{"origin", origin},
                     {"log_key", log.vkey()},
                     {"digest", base64url_of(sha256(azerbaijan_rulebook()))},
                     {"administrators", administrators},
                     {"code", "bench"}}},
         0);
}

void LongLog::open() {
  Record place{
      .kind = "place.opened",
      .fields = {{"place", the_place()}, {"type", "bank"}, {"currency", "AZN"}, {"opening", "0"}},
      .rulebook = 1,
      .clause = "Fund order 12"};
  append(std::move(place), 1);
  append({.kind = "fund.opened",
          .fields = {{"fund", the_fund()}},
          .rulebook = 1,
          .clause = "Fund order 7"},
         2);
}

void LongLog::register_key(std::uint64_t number) {
  const auto name = "key " + std::to_string(number);
  const auto key = key_named(name).public_key();
  append({.kind = "key.added",
          .fields = {{"user", administrators_.front().id},
                     {"key", id_named<KeyId>(name)},
                     {"alg", "ed25519"},
                     {"public", to_base64url(as_bytes(key))}},
          .rulebook = 1,
          .clause = "Fund order 7"},
         2);
}

void LongLog::announce_history() {
  CompactRange lines;
  for (std::uint64_t number = 0; number < entries_; ++number) {
    lines.append(leaf_hash(entry(number)));
  }
  append({.kind = "history.imported",
          .fields = {{"count", entries_},
                     {"lots", (entries_ + 1) / 2},
                     {"root", base64url_of(lines.root())}},
          .rulebook = 1,
          .clause = "Fund order 7"},
         2);
}

std::string LongLog::statement(const Record& record, const Administrator& signer,
                               nlohmann::json shown) const {
  shown.update({{"v", 1},
                {"act", record.kind},
                {"target", "new"},
                {"content", content_of(body_of(record))},
                {"signer", signer.id},
                {"key", signer.key},
                {"expires", "2026-01-05T06:30:00Z"},
                {"seen_size", tree_.size()},
                {"seen_root", base64url_of(tree_.root())},
                {"clause", record.clause}});
  return canonical(shown);
}

void LongLog::append(Record record, int signatures, nlohmann::json shown) {
  std::string by = "clock";
  for (int i = 0; i < signatures; ++i) {
    const auto& signer = administrators_.at(static_cast<std::size_t>(i));
    const auto text = statement(record, signer, shown);
    const auto challenge = act_challenge(text);
    record.acts.push_back(
        {.text = text,
         .signature = {{"key", signer.key},
                       {"alg", "ed25519"},
                       {"value", to_base64url(signer.signing.sign(as_bytes(challenge)))}}});
    by = administrators_.front().id;
  }
  acts_.push_back(canonical(relief::to_json(record, {.seq = acts_.size(),
                                                     .at = parse_instant(moment),
                                                     .salt = salt_of(acts_.size()),
                                                     .by = by})));
  tree_.append(leaf_hash(acts_.back()));
}

std::string LongLog::entry(std::uint64_t number) const {
  const bool gift = number % 2 == 0;
  const auto item = numbered(gift ? "gft_" : "pay_", number);
  const std::string amount = gift ? "10000" : "9000";
  const auto rest = "\",\"f\":\"" + the_fund() + "\",\"i\":\"" + item + "\",\"m\":\"";
  const auto place = "\",\"p\":\"" + the_place() + "\"}";
  const auto cash = "{\"a\":\"1100" + rest + (gift ? "" : "-") + amount + place;
  const auto other = std::string{"{\"a\":\""} + (gift ? "4100" : "5100") + "\",\"c\":\"AZN" + rest +
                     (gift ? "-" : "") + amount + "\"}";
  return "{\"lines\":[" + cash + ',' + other + "],\"on\":\"" + day + "\"}";
}

std::string LongLog::line(std::uint64_t number) const {
  const auto seq = acts_.size() + number;
  return std::string{"{\"at\":\""} + moment + "\",\"by\":\"" + administrators_.front().id +
         "\",\"cause\":[" + std::to_string(acts_.size() - 1) + "],\"entry\":" + entry(number) +
         ",\"kind\":\"history.line\",\"salt\":\"" + to_base64url(salt_of(seq)) +
         "\",\"seq\":" + std::to_string(seq) + ",\"v\":1}";
}

std::string LongLog::record(std::uint64_t seq) const {
  return seq < acts_.size() ? acts_[seq] : line(seq - acts_.size());
}

audit::LogSource LongLog::source() const {
  auto tree = tree_;
  for (auto seq = acts_.size(); seq < size(); ++seq) tree.append(leaf_hash(record(seq)));
  return {.checkpoint =
              sign_note(checkpoint_text({.origin = origin, .size = size(), .root = tree.root()}),
                        {origin, &log_key_}),
          .size = size(),
          .earlier = [](std::uint64_t&) { return std::vector<std::string>{}; },
          .records =
              [this](std::uint64_t from, std::size_t limit) {
                std::vector<std::string> records;
                for (auto seq = from; seq < size() && records.size() < limit; ++seq) {
                  records.push_back(record(seq));
                }
                return records;
              },
          .rulebook = [](const Hash&) { return std::string{azerbaijan_rulebook()}; },
          .record = [this](std::uint64_t seq) { return record(seq); }};
}

std::string LongLog::policy() const {
  const NoteVerifier log{.name = origin, .key = log_key_.public_key()};
  const auto first = sha256(acts_.front());
  return "log " + log.vkey() + "\nquorum none\ngenesis " + to_hex(as_bytes(first)) + "\n";
}

}  // namespace relief::bench
