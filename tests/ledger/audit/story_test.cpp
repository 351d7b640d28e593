#include "tests/ledger/audit/story.h"

#include <gtest/gtest.h>

#include "ledger/aid/default_rulebook.h"
#include "ledger/audit/verify.h"
#include "ledger/base/text.h"
#include "ledger/cases/statement_to_sign.h"
#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/note.h"
#include "tests/ledger/audit/story_names.h"
#include "tests/support/scratch.h"

namespace relief::audit::test {
namespace {

constexpr std::string_view origin = "fund.example/log";
const Instant begins = parse_instant("2026-03-02T06:00:00Z");

std::string root_text(const std::vector<std::string>& records, std::size_t size) {
  CompactRange range;
  for (std::size_t i = 0; i < size; ++i) range.append(leaf_hash(records[i]));
  const auto root = range.root();
  return to_base64url(as_bytes(root));
}

/// The record with the statement and signature of each signer.
void sign(Record& record, const Draft& draft, const std::vector<std::string>& records,
          Instant now) {
  for (const auto* signer : draft.signers) {
    const auto signed_at = signer == draft.signers.back() ? now : now - draft.waited;
    const auto text = statement_text({.record = record, .terms = draft.terms},
                                     {.signer = signer->id.text(),
                                      .key = signer->key.text(),
                                      .expires = signed_at + statement_lifetime,
                                      .seen_size = records.size() / 2,
                                      .seen_root = root_text(records, records.size() / 2)});
    const auto challenge = act_challenge(text);
    record.acts.push_back(
        {.text = text,
         .signature = {{"key", signer->key.text()},
                       {"alg", "ed25519"},
                       {"value", to_base64url(signer->signing.sign(as_bytes(challenge)))}}});
  }
}

}  // namespace

SigningKey key_named(const std::string& name) {
  const auto seed = sha256("a key of " + name);
  return SigningKey::of_seed(as_bytes(seed));
}

Story::Story(Twist twist) : log_key{key_named("the log")}, twist_{std::move(twist)} {
  for (const auto* name : {"first administrator", "second administrator", "approver",
                           "second approver", "treasurer", "auditor", "shelter"}) {
    people.emplace(name, Person{.id = id_named<PersonId>(name),
                                .key = id_named<KeyId>(name),
                                .signing = key_named(name)});
  }
  begin();
  let_in("approver", "approver", "");
  let_in("second approver", "approver", "");
  let_in("treasurer", "treasurer", "");
  let_in("auditor", "auditor", "");
  let_in("shelter", "shelter", the_organisation);
  open();
  announce(the_gift, "100000");
  import("first", "0", "100000");
  post_line("first", "100000",
            pair("1100", "1150", the_place, the_fund, the_gift, money("100000")));
  file();
  approve("approver", false);
  approve("second approver", true);
  pay();
  import("second", "100000", "30000");
  post_line("second", "-70000",
            pair("2110", "1100", the_place, the_fund, the_payment, money("70000")));
  announce(id_named<GiftId>("wrong").text(), "500");
  end();
}

std::vector<const Person*> Story::signers(const std::vector<std::string>& names) const {
  std::vector<const Person*> found;
  for (const auto& name : names) found.push_back(&person(name));
  return found;
}

namespace {

/// Whether a record's entry is of the story's day, and would be of another were it told on that.
bool counts_from_its_day(const Record& record) {
  return record.entry && record.nature == Nature::act && record.kind != "receipt.announced" &&
         record.entry->on == day_in_baku(begins);
}

}  // namespace

void Story::append(Draft draft) {
  const auto seq = records.size();
  auto now = begins + std::chrono::minutes{seq};
  if (twist_.told_at) now = twist_.told_at(seq, now);
  if (twist_.before_signing) twist_.before_signing(seq, draft);
  auto& record = draft.record;
  if (twist_.told_at && counts_from_its_day(record)) record.entry->on = day_in_baku(now);
  sign(record, draft, records, now);
  if (twist_.after_signing) twist_.after_signing(seq, record);
  auto bytes = canonical(relief::to_json(
      record, {.seq = seq, .at = now, .salt = std::string(16, 's'), .by = draft.by}));
  if (twist_.written) twist_.written(seq, bytes);
  records.push_back(std::move(bytes));
}

void Story::begin() {
  const std::string rulebook{azerbaijan_rulebook()};
  const auto digest = sha256(rulebook);
  rulebooks.emplace(as_bytes(digest), rulebook);
  auto administrators = nlohmann::json::array();
  for (const auto* name : {"first administrator", "second administrator"}) {
    const auto key = person(name).signing.public_key();
    administrators.push_back({{"user", person(name).id.text()},
                              {"key", person(name).key.text()},
                              {"public", to_base64url(as_bytes(key))}});
  }
  const NoteVerifier log{.name = std::string{origin}, .key = log_key.public_key()};
  append({.record = under("genesis", {{"origin", origin},
                                      {"log_key", log.vkey()},
                                      {"digest", to_base64url(as_bytes(digest))},
                                      {"administrators", administrators},
                                      {"code", "test"}}),
          .by = "clock"});
  append({.record = under("organisation.added", {{"org", the_organisation}, {"type", "shelter"}}),
          .by = person("first administrator").id.text()});
}

void Story::let_in(const std::string& name, const std::string& role,
                   const std::string& organisation) {
  const auto& who = person(name);
  const auto key = who.signing.public_key();
  const auto both = signers({"first administrator", "second administrator"});
  append({.record = under("key.added",
                          {{"user", who.id.text()},
                           {"key", who.key.text()},
                           {"alg", "ed25519"},
                           {"public", to_base64url(as_bytes(key))}},
                          "Fund order 7"),
          .by = both.front()->id.text(),
          .signers = both,
          .terms = {.target = who.id.text()}});
  nlohmann::json fields{{"user", who.id.text()}, {"role", role}};
  if (!organisation.empty()) fields["org"] = organisation;
  append({.record = under("role.granted", fields, "Fund order 7"),
          .by = both.front()->id.text(),
          .signers = both,
          .terms = {.target = who.id.text()}});
}

std::string Story::note(std::uint64_t size) const {
  CompactRange range;
  for (std::size_t i = 0; i < size; ++i) range.append(leaf_hash(records[i]));
  return sign_note(
      checkpoint_text({.origin = std::string{origin}, .size = size, .root = range.root()}),
      {std::string{origin}, &log_key});
}

Files Story::files() const {
  Files files;
  const LogSource source{
      .checkpoint = note(records.size()),
      .size = records.size(),
      .earlier =
          [this](std::uint64_t& after) {
            std::vector<std::string> notes;
            for (++after; after < records.size(); ++after) notes.push_back(note(after));
            return notes;
          },
      .records =
          [this](std::uint64_t from, std::size_t limit) {
            const auto end = std::min(from + limit, records.size());
            return std::vector<std::string>(records.begin() + static_cast<std::ptrdiff_t>(from),
                                            records.begin() + static_cast<std::ptrdiff_t>(end));
          },
      .rulebook =
          [this](const Hash& digest) { return rulebooks.at(std::string{as_bytes(digest)}); },
      .record = [this](std::uint64_t seq) { return records.at(seq); }};
  write_bundle(
      source, [&](const std::string& path, std::string_view bytes) { files.emplace(path, bytes); });
  return files;
}

std::string Story::policy_text() const {
  const auto first = sha256(records.front());
  return "log " + NoteVerifier{.name = std::string{origin}, .key = log_key.public_key()}.vkey() +
         "\nquorum none\ngenesis " + to_hex(as_bytes(first)) + "\n";
}

Verdict verdict_of(const Files& files, const Policy& policy,
                   const std::optional<std::string>& since) {
  const relief::test::Scratch scratch;
  const auto write = into_folder(scratch.path() / "bundle");
  for (const auto& [path, bytes] : files) write(path, bytes);
  return verify_bundle(scratch.path() / "bundle", policy, since);
}

Files relisted(Files files) {
  files.erase(std::string{manifest_path});
  Files listed;
  ManifestWriter manifest{[&](const std::string& path, std::string_view bytes) {
    listed.insert_or_assign(path, std::string{bytes});
  }};
  for (const auto& [path, bytes] : files) manifest.add(path, bytes);
  manifest.finish();
  return listed;
}

namespace {

TEST(StoryTest, IsValidAndSaysWhatItCounted) {
  const Story story;
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::valid) << to_text(verdict);
  EXPECT_NE(to_text(verdict).find("2 approvals"), std::string::npos) << to_text(verdict);
}

}  // namespace
}  // namespace relief::audit::test
