#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/audit/verify.h"
#include "ledger/cases/own_receipt.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/organisations.h"
#include "tests/api/http/open_house.h"

namespace relief::api {
namespace {

using test::Guest;
using test::Json;

class LogTest : public ::testing::Test {
 protected:
  /// So many records in one act by this person; answers the seq of the last.
  std::uint64_t add(const Actor& actor, int count) {
    const auto decide = [count](Work& work) -> Facts {
      std::uint64_t seq = 0;
      for (int i = 0; i < count; ++i) {
        const auto id = work.new_id<OrganisationId>().text();
        seq = work.append({.kind = "organisation.added", .fields = {{"org", id}, {"type", "ngo"}}});
      }
      return {{"seq", seq}};
    };
    return commit(house.context(), {.actor = actor, .decide = decide}).facts.at("seq");
  }

  Guest shelter_guest(const std::string& login, const OrganisationId& organisation) {
    const Actor actor{.person = PersonId::random(house.context().entropy),
                      .role = Role::shelter,
                      .organisation = organisation};
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Person{.id = actor.person,
                                      .login = login,
                                      .name = login,
                                      .password = {},
                                      .organisation = organisation},
                      house.now);
      storage::grant_role(tx, actor.person, Role::shelter, 0);
      return true;
    });
    return house.with_token(actor);
  }

  OrganisationId organisation() {
    const auto id = OrganisationId::random(house.context().entropy);
    house.database().change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      storage::Organisation{
                          .id = id, .type = storage::OrganisationType::shelter, .name = id.text()},
                      0);
      return true;
    });
    return id;
  }

  Checkpoint checkpoint(const std::string& note) {
    const std::array trusted{NoteVerifier::parse(house.context().signer.vkey())};
    return parse_checkpoint(open_note(note, trusted).text);
  }

  int status(const Guest& who, const std::string& path) { return house.get(who, path).status; }

  /// Whether the receipt proves its record under the log's key.
  bool holds(const Answer& answer) {
    const auto proof = parse_tlog_proof(answer.json().at("tlog_proof").get<std::string>());
    const auto head = checkpoint(proof.checkpoint);
    return verify_inclusion(proof.index, head.size,
                            leaf_hash(answer.json().at("record").get<std::string>()), proof.hashes,
                            head.root);
  }

  test::OpenHouse house;
  Guest auditor = house.guest("auditor", Role::auditor);
  Guest nobody{auditor.actor, ""};
};

TEST_F(LogTest, TheWholeLogComesOutOfTiles) {
  add(house.first.actor, 599);
  const auto head = checkpoint(house.get(auditor, "/log/checkpoint").body);
  ASSERT_EQ(head.size, 600U);
  std::vector<Hash> leaves;
  for (const auto& tile : tiles_of(head.size)) {
    const auto path = "/log/" + tile_path(tile.level, tile.index, tile.width);
    const auto answer = house.get(auditor, path);
    ASSERT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.headers.at("content-type"), "application/octet-stream");
    EXPECT_EQ(answer.headers.at("cache-control"), "private, max-age=31536000, immutable");
    const auto hashes = hashes_of_tile(answer.body);
    ASSERT_EQ(hashes.size(), tile.width) << path;
    if (tile.level == 0) leaves.insert(leaves.end(), hashes.begin(), hashes.end());
  }
  EXPECT_EQ(root_of(leaves), head.root);
  const auto upper = hashes_of_tile(house.get(auditor, "/log/tile/1/000.p/2").body);
  EXPECT_EQ(upper[1], root_of(std::span{leaves}.subspan(256, 256)));

  const auto bundle = house.get(auditor, "/log/tile/entries/002.p/88").body;
  const auto records = records_of_bundle(bundle);
  ASSERT_EQ(records.size(), 88U);
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(leaf_hash(records[i]), leaves[512 + i]);
  }
}

TEST_F(LogTest, HasNoOtherTiles) {
  add(house.first.actor, 299);  // The log was signed at 1 record, and now at 300.
  for (const auto* there : {"0/000", "0/000.p/1", "0/001.p/44", "1/000.p/1", "entries/000",
                            "entries/000.p/1", "entries/001.p/44"}) {
    EXPECT_EQ(status(auditor, std::string{"/log/tile/"} + there), 200) << there;
  }
  for (const auto* missing : {"0/001",
                              "0/000.p/0",
                              "0/000.p/2",
                              "0/000.p/256",
                              "0/001.p/43",
                              "0/001.p/45",
                              "0/002.p/1",
                              "1/000",
                              "1/000.p/2",
                              "2/000.p/1",
                              "63/000",
                              "64/000",
                              "00/000",
                              "0/0",
                              "0/00",
                              "0/0000",
                              "0/x000/000",
                              "0/001.p/044",
                              "0/001.p/44/",
                              "0/001.p",
                              "0/",
                              "0/x9223372036854775807/001",
                              "0/x999/x999/x999/x999/x999/x999/999",
                              "entries/001",
                              "entries/001.p/43",
                              "entries/000.p/0",
                              "entry/000",
                              "-1/000",
                              "0/-01",
                              "0/001.p/-1"}) {
    EXPECT_EQ(status(auditor, std::string{"/log/tile/"} + missing), 404) << missing;
  }
}

TEST_F(LogTest, ShowsTilesToAuditorsOnly) {
  EXPECT_EQ(status(auditor, "/log/tile/0/000.p/1"), 200);
  EXPECT_EQ(status(nobody, "/log/tile/0/000.p/1"), 401);
  EXPECT_EQ(status(nobody, "/log/tile/entries/000.p/1"), 401);
  EXPECT_EQ(status(house.first, "/log/tile/0/000.p/1"), 403);
}

TEST_F(LogTest, SendsAnAuditorTheWholeBundle) {
  add(house.first.actor, 600);
  const auto answer = house.get(auditor, "/v1/audit-bundle");
  ASSERT_EQ(answer.status, 200);
  const test::Scratch scratch;
  audit::into_folder(scratch.path())("bundle.tar", answer.body);
  const auto genesis = sha256(
      house.database().read([](storage::Transaction& tx) { return storage::record_bytes(tx, 0); }));
  const auto policy =
      audit::parse_policy("log " + house.context().signer.vkey() + "\nquorum none\ngenesis " +
                          to_hex(as_bytes(genesis)) + "\n");
  const auto verdict = audit::verify_bundle(scratch.path() / "bundle.tar", policy);
  EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  EXPECT_EQ(status(house.first, "/v1/audit-bundle"), 403);
}

TEST_F(LogTest, PublishesAHeadEachHour) {
  const auto size_for = [&](const Guest& who) {
    const auto answer = house.get(who, "/log/checkpoint");
    EXPECT_EQ(answer.headers.at("content-type"), "text/plain; charset=utf-8");
    return checkpoint(answer.body).size;
  };
  add(house.first.actor, 4);
  EXPECT_EQ(size_for(nobody), 1U) << "the first head, for the first hour";
  EXPECT_EQ(size_for(house.first), 1U) << "an administrator isn't an auditor";
  EXPECT_EQ(size_for(auditor), 5U);
  house.now += std::chrono::minutes{59};
  add(house.first.actor, 1);
  EXPECT_EQ(size_for(nobody), 1U);
  house.now += std::chrono::minutes{1};
  EXPECT_EQ(size_for(nobody), 6U);
  add(house.first.actor, 1);
  EXPECT_EQ(size_for(nobody), 6U);
  EXPECT_EQ(size_for(auditor), 7U);
  EXPECT_EQ(status({auditor.actor, auditor.token + "x"}, "/log/checkpoint"), 401);
}

TEST_F(LogTest, AnAuditorGetsTheReceiptOfAnyRecord) {
  const auto seq = add(house.first.actor, 300);
  for (const auto each : {std::uint64_t{0}, std::uint64_t{256}, seq}) {
    const auto answer = house.get(auditor, "/v1/records/" + std::to_string(each) + "/receipt");
    ASSERT_EQ(answer.status, 200);
    EXPECT_TRUE(holds(answer)) << each;
  }
  const auto name = receipt_id(house.context().secrets, seq);
  EXPECT_TRUE(holds(house.get(auditor, "/v1/records/" + name + "/receipt")));
  EXPECT_EQ(status(auditor, "/v1/records/301/receipt"), 404);
  EXPECT_EQ(status(auditor, "/v1/records/01/receipt"), 404);
}

TEST_F(LogTest, HasNoRecordBeyondWhatTheDatabaseCounts) {
  for (const std::string each : {"9223372036854775807", "9223372036854775808",
                                 "18446744073709551615", "18446744073709551616"}) {
    EXPECT_EQ(status(auditor, "/v1/records/" + each), 404) << each;
    EXPECT_EQ(status(auditor, "/v1/entries/" + each), 404) << each;
    EXPECT_EQ(status(auditor, "/v1/records/" + each + "/receipt"), 404) << each;
  }
}

TEST_F(LogTest, AShelterGetsTheReceiptsOfItsOwnActsOnly) {
  const auto own = organisation();
  const auto staff = shelter_guest("staff", own);
  const auto colleague = shelter_guest("colleague", own);
  const auto stranger = shelter_guest("stranger", organisation());
  const auto seq = add(staff.actor, 1);
  const auto path = "/v1/records/" + receipt_id(house.context().secrets, seq) + "/receipt";
  EXPECT_EQ(status(staff, path), 503) << "the head of this hour isn't published";
  house.now += std::chrono::hours{1};
  const auto answer = house.get(staff, path);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(holds(answer));
  EXPECT_EQ(status(colleague, path), 200);
  EXPECT_EQ(status(stranger, path), 404);
  EXPECT_EQ(status(house.first, path), 404);
  EXPECT_EQ(status(nobody, path), 401);
  EXPECT_EQ(status(staff, "/v1/records/" + std::to_string(seq) + "/receipt"), 404);
  EXPECT_EQ(status(staff, "/v1/records/rct_0123456789abcdef0123456789abcdef/receipt"), 404);
  const auto beyond = receipt_id(house.context().secrets, seq + 1);
  EXPECT_EQ(status(staff, "/v1/records/" + beyond + "/receipt"), 404);
}

TEST_F(LogTest, AReceiptsNameTellsNothingToOthers) {
  const auto& secrets = house.context().secrets;
  for (const auto seq : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    EXPECT_EQ(seq_of_receipt(secrets, receipt_id(secrets, seq)), seq);
    EXPECT_FALSE(seq_of_receipt(secrets_of(std::string(32, 't')), receipt_id(secrets, seq)));
  }
  for (const auto* text : {"", "rct_", "0", "rct_00", "rct_zz"}) {
    EXPECT_FALSE(seq_of_receipt(secrets, text)) << text;
  }
}

}  // namespace
}  // namespace relief::api
