#include "ledger/audit/verify.h"

#include <optional>

#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/audit/checkpoints.h"
#include "ledger/audit/tar.h"
#include "tests/ledger/audit/story.h"
#include "tests/support/files.h"
#include "tests/support/scratch.h"

namespace relief::audit::test {
namespace {

using relief::test::Scratch;

TEST(VerifyTest, RefusesACheckpointUnderAnotherKey) {
  const Story story;
  auto policy = story.policy();
  policy.logs.front().key = key_named("somebody else").public_key();
  EXPECT_EQ(verdict_of(story.files(), policy).outcome(), Outcome::invalid);
}

TEST(VerifyTest, RefusesALogThatBeganOtherwise) {
  const Story story;
  auto policy = story.policy();
  policy.genesis.front() ^= 1U;
  const auto verdict = verdict_of(story.files(), policy);
  EXPECT_EQ(verdict.outcome(), Outcome::invalid);
  EXPECT_EQ(verdict.first()->seq, 0U);
}

TEST(VerifyTest, AsksForTheWitnessesOfThePolicyNotOfTheBundle) {
  const Story story;
  const auto witness = key_named("witness");
  const NoteVerifier verifier{
      .name = "w.example", .key = witness.public_key(), .type = cosigns_checkpoint};
  auto text = story.policy_text();
  text.replace(text.find("quorum none"), 11, "witness w " + verifier.vkey() + "\nquorum w");
  const auto policy = parse_policy(text);
  auto files = story.files();
  EXPECT_EQ(verdict_of(files, policy).outcome(), Outcome::few_witnesses);

  const auto note = story.note(at::count);
  const auto cosign = [&](const SigningKey& key) {
    return cosignature_line(note.substr(0, note.find("\n\n") + 1),
                            parse_instant("2026-03-02T07:00:00Z"), {"w.example", &key});
  };
  files[story_head] = note + cosign(key_named("stranger"));
  EXPECT_EQ(verdict_of(relisted(files), policy).outcome(), Outcome::few_witnesses);
  files[story_head] = note + cosign(witness);
  EXPECT_EQ(verdict_of(relisted(files), policy).outcome(), Outcome::valid);
}

TEST(VerifyTest, FollowsACheckpointThatTheAuditorKept) {
  const Story story;
  EXPECT_EQ(verdict_of(story.files(), story.policy(), story.note(10)).outcome(), Outcome::valid);
}

TEST(VerifyTest, SeesARewrittenLogByACheckpointThatTheAuditorKept) {
  const Story before;
  const Story after{{.written = [](std::uint64_t seq, std::string& bytes) {
    if (seq == at::organisation) bytes.replace(bytes.find("shelter"), 7, "mission");
  }}};
  const auto alone = verdict_of(after.files(), after.policy());
  EXPECT_EQ(alone.outcome(), Outcome::valid) << to_text(alone);
  const auto verdict = verdict_of(after.files(), after.policy(), before.note(20));
  EXPECT_EQ(verdict.outcome(), Outcome::diverges) << to_text(verdict);
}

TEST(VerifyTest, SeesARewrittenLogByItsOwnEarlierCheckpoint) {
  const Story before;
  const Story after{{.written = [](std::uint64_t seq, std::string& bytes) {
    if (seq == at::relief_case) bytes.replace(bytes.find("2026-02-10"), 10, "2026-02-11");
  }}};
  auto files = after.files();
  files[history_path(0)] = before.files().at(history_path(0));
  const auto verdict = verdict_of(relisted(files), after.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::diverges) << to_text(verdict);
  EXPECT_EQ(verdict.first()->seq, at::relief_case);
}

TEST(VerifyTest, SeesThatNewerRecordsAreWithheld) {
  const Story story;
  Story shorter;
  shorter.records.resize(at::wrong_gift);
  const auto verdict = verdict_of(shorter.files(), story.policy(), story.note(at::count));
  EXPECT_EQ(verdict.outcome(), Outcome::diverges);
  EXPECT_EQ(verdict.first()->seq, at::wrong_gift);
}

TEST(VerifyTest, CallsNoOlderCopyARewrittenLog) {
  const Story story;
  Story older;
  older.records.resize(at::wrong_gift);
  const auto text = to_text(verdict_of(older.files(), story.policy(), story.note(at::count)));
  EXPECT_EQ(text.find("REWRITTEN"), std::string::npos) << text;
  EXPECT_NE(text.find("a checkpoint of " + std::to_string(std::uint64_t{at::count}) + " records"),
            std::string::npos)
      << text;

  Story both{{.written = [](std::uint64_t seq, std::string& bytes) {
    if (seq == at::organisation) bytes.replace(bytes.find("shelter"), 7, "mission");
  }}};
  const auto rewritten = to_text(verdict_of(both.files(), both.policy(), story.note(20)));
  EXPECT_NE(rewritten.find("REWRITTEN"), std::string::npos) << rewritten;
}

TEST(VerifyTest, SaysWhichEarlierCheckpointNobodyTrustedSigned) {
  const Story story;
  auto policy = story.policy();
  policy.logs.front().key = key_named("somebody else").public_key();
  try {
    open_earlier(story.note(10), policy);
    FAIL() << "nobody trusted signed it";
  } catch (const Error& error) {
    EXPECT_EQ(std::string_view{error.what()}.substr(0, 33), "the checkpoint of 10 records: nob");
  }
}

TEST(VerifyTest, CallsAKeptCheckpointOfAnotherLogMisuse) {
  const Story story;
  EXPECT_EQ(verdict_of(story.files(), story.policy(), "nonsense").outcome(), Outcome::misused);
}

TEST(VerifyTest, SaysThatThereIsNothingToRead) {
  const Story story;
  EXPECT_EQ(verify_bundle("/nowhere/bundle", story.policy()).outcome(), Outcome::unreadable);
  EXPECT_EQ(verify_bundle("/dev/zero", story.policy()).outcome(), Outcome::unreadable);
}

TEST(VerifyTest, ReadsATarAndLeavesItAsItIs) {
  const Story story;
  std::string tar;
  const auto write = into_tar([&](std::string_view bytes) { tar += bytes; });
  for (const auto& [path, bytes] : story.files()) write(path, bytes);
  tar += tar_end();
  const Scratch scratch;
  const auto path = scratch.path() / "bundle.tar";
  into_folder(scratch.path())("bundle.tar", tar);
  EXPECT_EQ(verify_bundle(path, story.policy()).outcome(), Outcome::valid);
  EXPECT_EQ(relief::test::read_file(path), tar);

  into_folder(scratch.path())("bundle.tar", tar.substr(0, tar.size() / 2));
  EXPECT_EQ(verify_bundle(path, story.policy()).outcome(), Outcome::invalid);
  auto damaged = tar;
  flip(damaged, 5);
  into_folder(scratch.path())("bundle.tar", damaged);
  EXPECT_EQ(verify_bundle(path, story.policy()).outcome(), Outcome::invalid);
}

TEST(VerifyTest, FollowsNoLinks) {
  const Story story;
  const Scratch scratch;
  const auto write = into_folder(scratch.path() / "bundle");
  for (const auto& [path, bytes] : story.files()) write(path, bytes);
  std::filesystem::create_symlink("/etc/passwd", scratch.path() / "bundle" / "reports" / "link");
  EXPECT_EQ(verify_bundle(scratch.path() / "bundle", story.policy()).outcome(), Outcome::invalid);
}

}  // namespace
}  // namespace relief::audit::test
