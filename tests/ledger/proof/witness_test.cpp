#include "ledger/proof/witness.h"

#include <gtest/gtest.h>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/merkle.h"

namespace relief {
namespace {

const std::string origin = "log.example";

/// A log of ten records, a fork of it, and a witness who may have seen some of it.
class WitnessTest : public testing::Test {
 protected:
  WitnessTest() {
    for (int i = 0; i < 10; ++i) leaves_.push_back(leaf_hash("record " + std::to_string(i)));
    forked_ = leaves_;
    forked_[1] = leaf_hash("another record");
  }

  static Checkpoint head(const std::vector<Hash>& leaves, std::uint64_t size) {
    return {origin, size, root_of(std::span{leaves}.first(size))};
  }

  std::string note(const Checkpoint& checkpoint) const {
    return sign_note(checkpoint_text(checkpoint), {origin, &key_});
  }

  /// The request that takes the witness from one size to another of a log's.
  AddCheckpoint step(const std::vector<Hash>& leaves, std::uint64_t from, std::uint64_t to) const {
    const auto tree = std::span{leaves}.first(to);
    return {.old_size = from,
            .proof = from == 0 ? std::vector<Hash>{} : consistency_proof(tree, from),
            .note = note(head(leaves, to))};
  }

  Weighed weighed(const std::string& request) const {
    return weigh(request, logs_, [&](const std::string& name) {
      EXPECT_EQ(name, origin);
      return seen_;
    });
  }
  Witnessing answer(const AddCheckpoint& asked) const {
    return weighed(add_checkpoint_text(asked)).answer;
  }

  const SigningKey key_ = SigningKey::of_seed(std::string(32, 1));
  const SigningKey stranger_ = SigningKey::of_seed(std::string(32, 2));
  std::vector<NoteVerifier> logs_{{origin, key_.public_key()}};
  std::vector<Hash> leaves_, forked_;
  std::optional<Checkpoint> seen_;
};

TEST_F(WitnessTest, CosignsWhatItSeesFirst) {
  const auto asked = step(leaves_, 0, 3);
  const auto result = weighed(add_checkpoint_text(asked));
  EXPECT_EQ(result.answer, Witnessing::cosigned);
  EXPECT_EQ(result.checkpoint, head(leaves_, 3));
  EXPECT_EQ(result.note, asked.note);
}

TEST_F(WitnessTest, CosignsEveryExtension) {
  for (std::uint64_t from = 1; from <= 10; ++from) {
    seen_ = head(leaves_, from);
    for (std::uint64_t to = from; to <= 10; ++to) {
      EXPECT_EQ(answer(step(leaves_, from, to)), Witnessing::cosigned) << from << " to " << to;
    }
  }
}

TEST_F(WitnessTest, CosignsAnEmptyLogWithTheEmptyRoot) {
  EXPECT_EQ(answer(step(leaves_, 0, 0)), Witnessing::cosigned);
  seen_ = Checkpoint{origin, 0, empty_root()};
  EXPECT_EQ(answer(step(leaves_, 0, 4)), Witnessing::cosigned);
  const Checkpoint false_root{origin, 0, leaf_hash("a")};
  EXPECT_EQ(answer({.note = note(false_root)}), Witnessing::inconsistent);
}

TEST_F(WitnessTest, KeepsTheLogsSignaturesOnly) {
  auto asked = step(leaves_, 0, 3);
  const auto text = checkpoint_text(head(leaves_, 3));
  const auto kept = asked.note;
  asked.note += sign_note(text, {"somebody.else", &stranger_}).substr(text.size() + 1);
  EXPECT_EQ(weighed(add_checkpoint_text(asked)).note, kept);
}

TEST_F(WitnessTest, TellsTheSizeThatItSawInstead) {
  EXPECT_EQ(answer(step(leaves_, 2, 3)), Witnessing::other_size);
  seen_ = head(leaves_, 5);
  for (const std::uint64_t from : {0U, 4U, 6U}) {
    const auto result = weighed(add_checkpoint_text(step(leaves_, from, 7)));
    EXPECT_EQ(result.answer, Witnessing::other_size);
    EXPECT_EQ(result.seen_size, 5U);
  }
}

TEST_F(WitnessTest, NeverRollsBack) {
  seen_ = head(leaves_, 5);
  EXPECT_EQ(answer(step(leaves_, 3, 4)), Witnessing::other_size);
  EXPECT_EQ(answer({.old_size = 5, .note = note(head(leaves_, 4))}), Witnessing::malformed);
}

TEST_F(WitnessTest, RefusesAFork) {
  seen_ = head(leaves_, 5);
  EXPECT_EQ(answer(step(forked_, 5, 8)), Witnessing::inconsistent);
  EXPECT_EQ(answer(step(forked_, 5, 5)), Witnessing::inconsistent);
  EXPECT_EQ(answer({.old_size = 5, .note = note(head(forked_, 8))}), Witnessing::inconsistent);
}

TEST_F(WitnessTest, RefusesAProofWhereThereIsNothingToProve) {
  auto first = step(leaves_, 0, 3);
  first.proof.push_back(leaf_hash("a"));
  EXPECT_EQ(answer(first), Witnessing::inconsistent);
  seen_ = head(leaves_, 5);
  auto again = step(leaves_, 5, 5);
  again.proof.push_back(leaf_hash("a"));
  EXPECT_EQ(answer(again), Witnessing::inconsistent);
}

TEST_F(WitnessTest, KnowsOnlyTheLogsThatItWatches) {
  logs_ = {{"another.log", key_.public_key()}};
  EXPECT_EQ(answer(step(leaves_, 0, 3)), Witnessing::unknown_log);
  logs_ = {{origin, key_.public_key(), cosigns_checkpoint}};
  EXPECT_EQ(answer(step(leaves_, 0, 3)), Witnessing::unknown_log);
}

TEST_F(WitnessTest, WantsTheLogsOwnSignature) {
  const auto text = checkpoint_text(head(leaves_, 3));
  EXPECT_EQ(answer({.note = sign_note(text, {origin, &stranger_})}), Witnessing::not_signed);
  EXPECT_EQ(answer({.note = sign_note(text, {"somebody.else", &key_})}), Witnessing::not_signed);
  auto damaged = note(head(leaves_, 3));
  damaged.replace(damaged.find("\n3\n"), 3, "\n4\n");
  EXPECT_EQ(answer({.note = damaged}), Witnessing::not_signed);
}

TEST_F(WitnessTest, TakesEitherKeyOfALog) {
  logs_.push_back({origin, stranger_.public_key()});
  const auto text = checkpoint_text(head(leaves_, 3));
  EXPECT_EQ(answer({.note = sign_note(text, {origin, &stranger_})}), Witnessing::cosigned);
}

TEST_F(WitnessTest, RefusesWhatIsNoRequest) {
  const auto good = note(head(leaves_, 3));
  const auto hash = to_base64(std::string(32, 'h')) + "\n";
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  for (const auto& text :
       {std::string{}, std::string{"old 0\n"}, std::string{"old 0\n\n"}, "old 0\n" + good,
        "old\n\n" + good, "old 00\n\n" + good, "old -1\n\n" + good,
        "old 9223372036854775808\n\n" + good, "\nold 0\n\n" + good,
        "old 0\n" + hash.substr(4) + "\n" + good, "old 1\n" + many + "\n" + good,
        "old 0\r\n\r\n" + good, "old 0\n\n" + good + "\n",
        "old 0\n\n" + good.substr(0, good.size() - 1),
        "old 0\n\n" + checkpoint_text(head(leaves_, 3)),
        "old 0\n\n" + sign_note(origin + "\n3\n", {origin, &key_}),
        "old 0\n\n" +
            sign_note(checkpoint_text(head(leaves_, 3)) + "an extension\n", {origin, &key_}),
        "old 0\n\n" + good + std::string(longest_add_checkpoint, 'x')}) {
    EXPECT_EQ(weighed(text).answer, Witnessing::malformed) << text.substr(0, 90);
  }
}

TEST_F(WitnessTest, ReadsBackWhatItWrites) {
  for (const auto& asked :
       {step(leaves_, 0, 3), step(leaves_, 3, 7),
        AddCheckpoint{largest_count, std::vector<Hash>(63, leaf_hash("a")), "note\n"}}) {
    EXPECT_EQ(parse_add_checkpoint(add_checkpoint_text(asked)), asked);
  }
  EXPECT_THROW(add_checkpoint_text({.proof = std::vector<Hash>(64), .note = "n\n"}),
               InvariantBroken);
}

}  // namespace
}  // namespace relief
