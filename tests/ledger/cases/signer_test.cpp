#include "ledger/cases/signer.h"

#include <gtest/gtest.h>

#include "ledger/cases/log_proofs.h"
#include "ledger/proof/note.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/tile_roots.h"
#include "tests/ledger/cases/relief_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

class SignerTest : public ::testing::Test {
 protected:
  /// So many records in one act.
  void add(int count) {
    office.run(office.administrator, [count](Work& work) -> Facts {
      for (int i = 0; i < count; ++i) {
        const auto id = work.new_id<OrganisationId>().text();
        work.append({.kind = "organisation.added", .fields = {{"org", id}, {"type", "ngo"}}});
      }
      return {{"seq", work.next_seq()}};
    });
  }

  /// What a superuser can do.
  void tamper(const std::string& sql) {
    const auto connection = storage::connect(office.conninfo);
    for (const auto* table : {"record", "posting", "checkpoint", "tile_root"}) {
      storage::run(connection.get(), std::string{"alter table "} + table + " disable trigger all");
    }
    storage::run(connection.get(), sql);
  }

  std::optional<storage::CheckpointRow> last() {
    return office.database.read(storage::last_checkpoint);
  }

  void sign(Signer& signer) { signer.sign(office.database, office.now); }

  Signer another(const std::string& memory) {
    return Signer{"test.example/log", office.log_key(), scratch.path() / memory};
  }

  void expect_refusal(Signer& signer, const std::string& why) {
    const auto before = last()->size;
    EXPECT_THROW(sign(signer), InvariantBroken) << why;
    EXPECT_EQ(signer.refusal(), why);
    EXPECT_EQ(last()->size, before);
  }

  test::ReliefOffice office;
  test::Scratch scratch;
};

constexpr auto fewer = "the log has fewer records than were signed";
constexpr auto others = "the records aren't those that were signed";

TEST_F(SignerTest, SignsEveryHead) {
  add(3);
  add(700);
  EXPECT_EQ(last()->size, 704U);
  EXPECT_EQ(office.signer.last()->range.size(), 704U);
  EXPECT_EQ(office.signer.last()->note, last()->note);
  const std::array trusted{NoteVerifier::parse(office.signer.vkey())};
  const auto checkpoint = parse_checkpoint(open_note(last()->note, trusted).text);
  EXPECT_EQ(checkpoint.size, 704U);
  EXPECT_EQ(checkpoint.root, last()->root);
}

TEST_F(SignerTest, KeepsTheRootsOfFullTiles) {
  add(700);
  office.database.read([](storage::Transaction& tx) {
    const auto leaves = storage::leaf_hashes(tx, 0, 701);
    EXPECT_EQ(storage::level_hashes(tx, 1, 0, 10),
              (std::vector{root_of(std::span{leaves}.subspan(0, 256)),
                           root_of(std::span{leaves}.subspan(256, 256))}));
    EXPECT_EQ(storage::level_size(tx, 1), 2U);
    EXPECT_EQ(storage::level_size(tx, 0), 701U);
    return true;
  });
}

TEST_F(SignerTest, ProvesOutOfTilesWhatTheLeavesProve) {
  add(600);
  office.database.read([](storage::Transaction& tx) {
    const auto leaves = storage::leaf_hashes(tx, 0, 601);
    const auto head = storage::last_checkpoint(tx).value();
    for (const auto seq : {0U, 1U, 255U, 256U, 511U, 512U, 599U, 600U}) {
      EXPECT_EQ(receipt_under(tx, seq, head).hashes, inclusion_proof(leaves, seq)) << seq;
    }
    for (const auto size : {1U, 255U, 256U, 257U, 512U, 600U, 601U}) {
      EXPECT_EQ(consistency_between(tx, size, 601), consistency_proof(leaves, size)) << size;
    }
    EXPECT_EQ(test::refusal([&] { receipt_under(tx, 601, head); }), Errc::not_found);
    EXPECT_EQ(test::refusal([&] { consistency_between(tx, 0, 601); }), Errc::not_found);
    EXPECT_EQ(test::refusal([&] { consistency_between(tx, 601, 602); }), Errc::not_found);
    return true;
  });
}

TEST_F(SignerTest, ASecondMachineCatchesUp) {
  add(10);
  auto copy = scratch.path() / "copy";
  std::filesystem::copy_file(office.memory(), copy);
  add(1200);
  Signer second{"test.example/log", office.log_key(), copy};
  sign(second);
  EXPECT_EQ(second.last()->range.size(), 11U) << "there was nothing to sign";
  tamper("delete from checkpoint where size = 1211");
  sign(second);
  EXPECT_EQ(second.last()->range.size(), 1211U);
  EXPECT_EQ(last()->size, 1211U);
}

TEST_F(SignerTest, MakesLostTileRootsAgain) {
  add(300);
  tamper("delete from tile_root");
  auto restarted = Signer{"test.example/log", office.log_key(), office.memory()};
  sign(restarted);
  EXPECT_EQ(office.database.read([](auto& tx) { return storage::level_size(tx, 1); }), 1U);
}

TEST_F(SignerTest, RefusesADatabaseThatIsBehind) {
  add(10);
  const auto before = office.database.read(storage::read_head);
  add(10);
  tamper(
      "delete from record where seq >= 11; delete from checkpoint where size > 11; "
      "update log_head set size = 11, frontier = decode('" +
      to_hex(before.to_bytes()) + "', 'hex')");
  expect_refusal(office.signer, fewer);
}

TEST_F(SignerTest, RefusesAnotherHistoryAndGoesOnRefusing) {
  add(5);
  std::filesystem::copy_file(office.memory(), scratch.path() / "behind");
  add(5);
  tamper(
      "update record set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where seq = 10; "
      "update record set leaf = sha256('\\x00'::bytea || bytes) where seq = 10");
  auto behind = another("behind");
  expect_refusal(behind, others);
  auto restarted = another("behind");
  EXPECT_EQ(restarted.refusal(), "") << "it hasn't looked yet";
  expect_refusal(restarted, others);
}

TEST_F(SignerTest, RefusesARecordThatIsntTheOneWhoseHashIsBesideIt) {
  add(3);
  const auto memory = scratch.path() / "early";
  std::filesystem::copy_file(office.memory(), memory);
  add(3);
  tamper("update record set leaf = set_byte(leaf, 3, get_byte(leaf, 3) # 1) where seq = 5");
  auto early = another("early");
  expect_refusal(early, "a record isn't the one whose hash is beside it");
}

TEST_F(SignerTest, RefusesWithoutItsMemory) {
  auto amnesiac = another("new");
  expect_refusal(amnesiac, "the signer doesn't remember what the database says was signed");
}

TEST_F(SignerTest, NothingIsWrittenWhileItRefuses) {
  add(3);
  tamper("update log_head set frontier = set_byte(frontier, 10, get_byte(frontier, 10) # 1)");
  EXPECT_THROW(sign(office.signer), InvariantBroken);
  EXPECT_EQ(office.signer.refusal(), others);
  EXPECT_EQ(test::refusal([&] { add(1); }), Errc::unavailable);
  tamper("update log_head set frontier = set_byte(frontier, 10, get_byte(frontier, 10) # 1)");
  EXPECT_EQ(test::refusal([&] { add(1); }), Errc::unavailable) << "mended behind its back";
  office.signer.trust(office.database);
  add(1);
  EXPECT_EQ(last()->size, 5U);
}

TEST_F(SignerTest, TrustsOnlyWhatExtendsItsMemory) {
  add(10);
  const auto before = office.database.read(storage::read_head);
  add(10);
  tamper(
      "delete from record where seq >= 11; delete from checkpoint where size > 11; "
      "update log_head set size = 11, frontier = decode('" +
      to_hex(before.to_bytes()) + "', 'hex')");
  expect_refusal(office.signer, fewer);
  EXPECT_EQ(test::refusal([&] { office.signer.trust(office.database); }), Errc::conflict);
  EXPECT_EQ(office.signer.refusal(), fewer);
  std::filesystem::remove(office.memory());  // The explicit reset, which a person answers for.
  office.signer.trust(office.database);
  add(1);
  EXPECT_EQ(last()->size, 12U);
}

TEST_F(SignerTest, SignsUnderNoOtherNameThanGenesisGives) {
  add(1);
  tamper("delete from checkpoint");
  Signer stranger{"other.example/log", office.log_key(), scratch.path() / "new"};
  EXPECT_THROW(sign(stranger), InvariantBroken);
  EXPECT_EQ(stranger.refusal(), "") << "nothing is wrong with the database";
  EXPECT_FALSE(stranger.last());
  EXPECT_FALSE(last());
}

TEST_F(SignerTest, SignsUnderNoOtherNameThanItRemembers) {
  add(1);
  tamper(
      "update record set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'test.example', "
      "'evil.example'), 'UTF8') where seq = 0");
  Signer signer{"evil.example/log", office.log_key(), office.memory()};
  expect_refusal(signer, "the log was signed under another name before");
}

TEST_F(SignerTest, SignsWithTwoKeysWhileTheLogsKeyChanges) {
  add(1);
  const auto old_key = office.log_key().public_key();
  const auto new_key = SigningKey::of_seed(std::string(32, 'n')).public_key();
  Signer signer{"test.example/log", office.log_key(), office.memory(),
                SigningKey::of_seed(std::string(32, 'n'))};
  tamper("delete from checkpoint where size > 1");
  sign(signer);
  for (const auto& key : {old_key, new_key}) {
    const std::array trusted{NoteVerifier{.name = "test.example/log", .key = key}};
    EXPECT_EQ(parse_checkpoint(open_note(last()->note, trusted).text).size, 2U);
  }
  EXPECT_EQ(signer.verifiers().size(), 2U);

  Signer renewed{"test.example/log", SigningKey::of_seed(std::string(32, 'n')), office.memory()};
  tamper("delete from checkpoint where size > 1");
  sign(renewed);
  const std::array trusted{NoteVerifier{.name = "test.example/log", .key = new_key}};
  EXPECT_EQ(parse_checkpoint(open_note(last()->note, trusted).text).size, 2U);
}

TEST_F(SignerTest, SignsWithNoKeyThatDidNotSignLast) {
  add(1);
  tamper("delete from checkpoint where size > 1");
  Signer stranger{"test.example/log", SigningKey::of_seed(std::string(32, 's')), office.memory()};
  EXPECT_THROW(sign(stranger), InvariantBroken);
  EXPECT_EQ(stranger.refusal(), "") << "nothing is wrong with the database";
  EXPECT_EQ(last()->size, 1U);
}

/// Another machine changes the log's key and ends the old one; this one still has it.
TEST_F(SignerTest, SignsNothingMoreOnceAnotherMachineEndedItsKey) {
  add(1);
  const auto copy = scratch.path() / "copy";
  std::filesystem::copy_file(office.memory(), copy);
  tamper("delete from checkpoint where size > 1");
  Signer both{"test.example/log", office.log_key(), copy,
              SigningKey::of_seed(std::string(32, 'n'))};
  sign(both);
  tamper("delete from checkpoint where size > 1");
  Signer renewed{"test.example/log", SigningKey::of_seed(std::string(32, 'n')), copy};
  sign(renewed);
  EXPECT_THROW(sign(office.signer), InvariantBroken);
  EXPECT_EQ(office.signer.refusal(), "") << "nothing is wrong with the database";
}

TEST_F(SignerTest, SignsFirstWithTheKeyInGenesis) {
  tamper("delete from checkpoint");
  Signer stranger{"test.example/log", SigningKey::of_seed(std::string(32, 's')),
                  scratch.path() / "new"};
  EXPECT_THROW(sign(stranger), InvariantBroken);
  EXPECT_FALSE(last());
  auto own = another("own");
  sign(own);
  EXPECT_EQ(last()->size, 1U);
}

}  // namespace
}  // namespace relief
