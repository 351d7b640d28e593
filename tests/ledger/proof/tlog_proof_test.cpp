#include "ledger/proof/tlog_proof.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/lines.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/note.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief::tlog_proof_test {
namespace {

using nlohmann::json;

std::optional<Errc> refusal_of(const std::string& text) {
  return test::refusal([&] { parse_tlog_proof(text); });
}

TEST(TlogProofTest, AStrangerChecksAReceiptWithNothingElse) {
  const auto key = SigningKey::of_seed(std::string(32, '\x01'));
  std::vector<Hash> leaves;
  for (int i = 0; i < 11; ++i) leaves.push_back(leaf_hash("record " + std::to_string(i)));
  const auto note =
      sign_note(checkpoint_text({"log.example", 11, root_of(leaves)}), {"log.example", &key});
  const auto receipt = tlog_proof_text({7, inclusion_proof(leaves, 7), note, std::nullopt});

  const NoteVerifier trusted{"log.example", key.public_key()};
  const auto proof = parse_tlog_proof(receipt);
  const auto checkpoint = parse_checkpoint(open_note(proof.checkpoint, {&trusted, 1}).text);
  EXPECT_TRUE(verify_inclusion(proof.index, checkpoint.size, leaf_hash("record 7"), proof.hashes,
                               checkpoint.root));
  EXPECT_FALSE(verify_inclusion(proof.index, checkpoint.size, leaf_hash("record 8"), proof.hashes,
                                checkpoint.root));
}

TEST(TlogProofTest, ReadsBackWhatItWrites) {
  for (const auto& extra : {std::optional<std::string>{}, std::optional<std::string>{""},
                            std::optional<std::string>{"bytes"}}) {
    const TlogProof proof{largest_count, std::vector<Hash>(63, leaf_hash("a")), "checkpoint\n",
                          extra};
    EXPECT_EQ(parse_tlog_proof(tlog_proof_text(proof)), proof);
  }
}

TEST(TlogProofTest, RefusesOtherForms) {
  const std::string head = "c2sp.org/tlog-proof@v1\n";
  const std::string hash = to_base64(std::string(32, 'h')) + "\n";
  EXPECT_EQ(refusal_of(head + "index 0\n" + hash + "\ncheckpoint\n"), std::nullopt);
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  for (const auto& text :
       {std::string{}, head, head + "index 0\n", head + "index 0\n\n", head + "index 0\n" + hash,
        head + "index 00\n\nc\n", head + "index 9223372036854775808\n\nc\n",
        head + "extra AA==\n\nc\n", head + "extra AB==\nindex 0\n\nc\n",
        head + "index 0\nextra AA==\n\nc\n", head + "index 0\n" + many + "\nc\n",
        head + "index 0\n" + hash.substr(4) + "\nc\n", "\n" + head + "index 0\n\nc\n",
        head + "index 0\n\n" + std::string(256 << 10, 'c')}) {
    EXPECT_EQ(refusal_of(text), Errc::malformed) << text.substr(0, 80);
  }
}

TEST(TlogProofTest, WritesOnlyProofsThatExist) {
  EXPECT_THROW(tlog_proof_text({0, std::vector<Hash>(64), "c\n", {}}), InvariantBroken);
  EXPECT_THROW(tlog_proof_text({largest_count + 1, {}, "c\n", {}}), InvariantBroken);
}

TEST(TlogProofTest, AgreesWithThePublicVectors) {
  const auto file =
      test::read_file(test::shared_folder() / "vectors" / "tlog" / "tlog-proof-parse.json");
  if (!file) GTEST_SKIP() << "the public vectors aren't here";
  const auto vectors = json::parse(*file);
  for (const auto& row : vectors.at("marshal")) {
    TlogProof proof{row.at("index").get<std::uint64_t>(), {}, row.at("checkpoint"), {}};
    for (const auto& hash : row.at("hashes")) {
      proof.hashes.push_back(parse_hash(hash.get<std::string>()));
    }
    if (row.at("extra").is_string()) proof.extra = from_base64(row.at("extra").get<std::string>());
    EXPECT_EQ(tlog_proof_text(proof), row.at("want").get<std::string>());
    EXPECT_EQ(parse_tlog_proof(row.at("want").get<std::string>()), proof);
  }
  for (const auto& text : vectors.at("unmarshal_must_fail")) {
    EXPECT_EQ(refusal_of(text.get<std::string>()), Errc::malformed) << text;
  }
}

}  // namespace
}  // namespace relief::tlog_proof_test
