#include "ledger/cases/witness.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "ledger/base/durable_file.h"
#include "ledger/base/text.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/witness.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief {
namespace {

const std::string origin = "log.example";

class WitnessDeskTest : public testing::Test {
 protected:
  WitnessDeskTest() {
    for (int i = 0; i < 64; ++i) leaves_.push_back(leaf_hash("record " + std::to_string(i)));
  }

  std::unique_ptr<Witness> opened() const {
    return std::make_unique<Witness>("witness.example", SigningKey::of_seed(std::string(32, 2)),
                                     std::vector<NoteVerifier>{{origin, log_.public_key()}},
                                     scratch_.path() / "state");
  }

  std::string request(std::uint64_t from, std::uint64_t to) const {
    const auto tree = std::span{leaves_}.first(to);
    return add_checkpoint_text(
        {.old_size = from,
         .proof = from == 0 ? std::vector<Hash>{} : consistency_proof(tree, from),
         .note = sign_note(checkpoint_text({origin, to, root_of(tree)}), {origin, &log_})});
  }

  /// The size that the witness tells the public.
  static std::uint64_t size_of(const Witness& witness) {
    const auto note = witness.latest(digest());
    const auto own = witness.verifier();
    return note ? parse_checkpoint(open_note(*note, {&own, 1}).text).size : 0;
  }

  static std::string digest() {
    const auto hash = sha256(origin);
    return to_hex(as_bytes(hash));
  }

  const test::Scratch scratch_;
  const SigningKey log_ = SigningKey::of_seed(std::string(32, 1));
  std::vector<Hash> leaves_;
  const Instant now_ = parse_instant("2026-11-24T08:30:00Z");
};

TEST_F(WitnessDeskTest, KeepsWhatItCosignsAndSaysIt) {
  const auto witness = opened();
  EXPECT_EQ(witness->latest(digest()), std::nullopt);
  const auto answer = witness->add_checkpoint(request(0, 3), now_);
  EXPECT_EQ(answer.status, 200);
  const auto asked = parse_add_checkpoint(request(0, 3));
  EXPECT_EQ(witness->latest(digest()), asked.note + answer.body);
  const std::vector<NoteVerifier> both{{origin, log_.public_key()}, witness->verifier()};
  EXPECT_EQ(open_note(asked.note + answer.body, both).verified.size(), 2U);
}

TEST_F(WitnessDeskTest, CosignsTheSameHeadAgainWithItsNewTime) {
  const auto witness = opened();
  const auto first = witness->add_checkpoint(request(0, 3), now_);
  const auto again = witness->add_checkpoint(request(3, 3), now_ + std::chrono::minutes{10});
  EXPECT_EQ(again.status, 200);
  EXPECT_NE(again.body, first.body);
  EXPECT_EQ(witness->latest(digest()), parse_add_checkpoint(request(0, 3)).note + again.body);
}

TEST_F(WitnessDeskTest, TellsWhatItSawInstead) {
  const auto witness = opened();
  witness->add_checkpoint(request(0, 3), now_);
  const auto answer = witness->add_checkpoint(request(0, 5), now_);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.body, "3\n");
  EXPECT_EQ(answer.content_type, "text/x.tlog.size");
  EXPECT_EQ(size_of(*witness), 3U);
}

TEST_F(WitnessDeskTest, RemembersAfterItsEnd) {
  opened()->add_checkpoint(request(0, 7), now_);
  const auto witness = opened();
  EXPECT_EQ(witness->add_checkpoint(request(0, 3), now_).status, 409);
  EXPECT_EQ(witness->add_checkpoint(request(7, 9), now_).status, 200);
}

TEST_F(WitnessDeskTest, IsAloneInItsFolder) {
  const auto witness = opened();
  EXPECT_EQ(test::refusal([&] { opened(); }), Errc::conflict);
}

TEST_F(WitnessDeskTest, SignsNothingWhenItsMemoryIsDamaged) {
  const auto witness = opened();
  witness->add_checkpoint(request(0, 3), now_);
  const auto file = scratch_.path() / "state" / digest();
  auto note = read_if_any(file, 10'000).value();
  note.replace(note.find("\n3\n"), 3, "\n2\n");
  write_durably(file, note);
  EXPECT_EQ(test::refusal([&] { witness->add_checkpoint(request(2, 5), now_); }),
            Errc::unavailable);
  EXPECT_EQ(test::refusal([&] { (void)witness->latest(digest()); }), Errc::unavailable);
  write_durably(file, "");
  EXPECT_EQ(test::refusal([&] { witness->add_checkpoint(request(0, 5), now_); }),
            Errc::unavailable);
}

TEST_F(WitnessDeskTest, SignsNothingThatItCannotKeep) {
  const auto witness = opened();
  std::filesystem::create_directory(scratch_.path() / "state" / (digest() + ".new"));
  EXPECT_EQ(test::refusal([&] { witness->add_checkpoint(request(0, 3), now_); }),
            Errc::unavailable);
  EXPECT_EQ(witness->latest(digest()), std::nullopt);
}

TEST_F(WitnessDeskTest, AnswersOnlyToDigests) {
  const auto witness = opened();
  witness->add_checkpoint(request(0, 3), now_);
  for (const auto* name : {"", "lock", "../state", "00", "ABCDEF"}) {
    EXPECT_EQ(witness->latest(name), std::nullopt) << name;
  }
}

TEST_F(WitnessDeskTest, CannotBeRolledBackByRacingRequests) {
  const auto witness = opened();
  witness->add_checkpoint(request(0, 1), now_);
  for (std::uint64_t size = 1; size < 60; size = size_of(*witness)) {
    // All from the same old size: exactly one may win.
    std::atomic<int> won = 0;
    std::vector<std::thread> threads;
    for (const std::uint64_t ahead : {4U, 1U, 3U, 2U}) {
      threads.emplace_back([&, text = request(size, size + ahead)] {
        if (witness->add_checkpoint(text, now_).status == 200) ++won;
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won, 1);
    ASSERT_GT(size_of(*witness), size);
  }
}

// Whatever it handed out before the blow, it still knows after it.
TEST_F(WitnessDeskTest, SurvivesBeingKilled) {
  std::uint64_t told = 0;
  for (int round = 0; round < 6; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const auto child = ::fork();
    if (child == 0) {
      const auto witness = opened();
      for (auto size = size_of(*witness); size < leaves_.size(); ++size) {
        const auto status = witness->add_checkpoint(request(size, size + 1), now_).status;
        const auto byte = static_cast<char>(size + 1);
        if (status != 200 || ::write(ends[1], &byte, 1) != 1) _exit(1);
      }
      _exit(0);
    }
    ::close(ends[1]);
    char byte = 0;
    for (int i = 0; i < 3 + round && ::read(ends[0], &byte, 1) == 1; ++i) {
      told = std::max<std::uint64_t>(told, static_cast<unsigned char>(byte));
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], &byte, 1) == 1) {
      told = std::max<std::uint64_t>(told, static_cast<unsigned char>(byte));
    }
    ::close(ends[0]);
    EXPECT_GE(size_of(*opened()), told);
  }
  EXPECT_GT(told, 10U);
}

}  // namespace
}  // namespace relief
