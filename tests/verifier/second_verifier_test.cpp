#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/audit/tar.h"
#include "ledger/proof/note.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

TEST(BothVerifiersTest, FollowTheCheckpointThatTheAuditorKept) {
  const Story story;
  expect_the_same(story.files(), story.policy_text(), 0, story.note(10));
}

TEST(BothVerifiersTest, SeeARewrittenLogByTheCheckpointThatTheAuditorKept) {
  const Story before;
  const Story after{{.written = [](std::uint64_t seq, std::string& bytes) {
    if (seq == at::organisation) bytes.replace(bytes.find("shelter"), 7, "mission");
  }}};
  expect_the_same(after.files(), after.policy_text(), 4, before.note(20));
}

TEST(BothVerifiersTest, CallACheckpointOfSomebodyElseMisuse) {
  const Story story;
  auto note = story.note(10);
  note.at(note.size() - 9) = note[note.size() - 9] == 'A' ? 'B' : 'A';
  expect_the_same(story.files(), story.policy_text(), 2, note);
}

TEST(BothVerifiersTest, AskForTheWitnessesOfThePolicy) {
  const Story story;
  const auto witness = key_named("witness");
  const NoteVerifier verifier{
      .name = "w.example", .key = witness.public_key(), .type = cosigns_checkpoint};
  auto policy = story.policy_text();
  policy.replace(policy.find("quorum none"), 11,
                 "witness w " + verifier.vkey() + "\ngroup g 1 w\nquorum g");
  auto files = story.files();
  expect_the_same(files, policy, 5);
  auto& head = files[std::string{checkpoint_path}];
  head += cosignature_line(head.substr(0, head.find("\n\n") + 1),
                           parse_instant("2026-03-02T07:00:00Z"), {"w.example", &witness});
  expect_the_same(relisted(files), policy, 0);
}

TEST(BothVerifiersTest, RefuseALogThatBeganOtherwise) {
  const Story story;
  auto policy = story.policy_text();
  auto& digit = policy.at(policy.size() - 2);
  digit = digit == '0' ? '1' : '0';
  expect_the_same(story.files(), policy, 1);
}

TEST(SecondVerifierTest, ReadsAnArchiveAndSeesThatItWasCutShort) {
  const Story story;
  const OnDisk bundle{story.files(), story.policy_text()};
  std::string tar;
  const auto add = into_tar([&](std::string_view bytes) { tar += bytes; });
  for (const auto& [path, bytes] : story.files()) add(path, bytes);
  tar += tar_end();
  const auto beside = into_folder(bundle.folder().parent_path());
  beside("whole.tar", tar);
  beside("cut.tar", tar.substr(0, tar.size() / 2));
  const auto answer = [&](const std::string& name) {
    return second("'" + (bundle.folder().parent_path() / name).string() + "' " + bundle.policy());
  };
  EXPECT_EQ(answer("whole.tar").code, 0) << answer("whole.tar").sentence;
  EXPECT_EQ(answer("cut.tar").code, 1);
}

TEST(SecondVerifierTest, SaysThatAPolicyCantBeUsedOrThatThereIsNothingToRead) {
  const Story story;
  const OnDisk bundle{story.files(), "log nobody\n" + story.policy_text()};
  EXPECT_EQ(bundle.second().code, 2);
  const OnDisk whole{story.files(), story.policy_text()};
  EXPECT_EQ(second("'" + whole.folder().string() + ".none' " + whole.policy()).code, 3);
}

}  // namespace
}  // namespace relief::audit::test
