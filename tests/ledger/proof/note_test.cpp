#include "ledger/proof/note.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ledger/base/text.h"
#include "ledger/proof/big_endian.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

constexpr std::string_view text = "log.example\n1\nroot\n";

SigningKey key_of(char seed) { return SigningKey::of_seed(std::string(32, seed)); }

/// A log and a witness with keys known to all.
class NoteTest : public testing::Test {
 protected:
  const SigningKey log_key_ = key_of(1);
  const SigningKey witness_key_ = key_of(2);
  const NoteSigner log_{"log.example", &log_key_};
  const NoteSigner witness_{"witness.example", &witness_key_};
  const NoteVerifier log_verifier_{"log.example", log_key_.public_key()};
  const NoteVerifier witness_verifier_{"witness.example", witness_key_.public_key(),
                                       cosigns_checkpoint};
  const std::vector<NoteVerifier> both_{log_verifier_, witness_verifier_};
  const std::string note_ = sign_note(text, log_);

  std::optional<Errc> refusal(std::string_view note) const {
    return test::refusal([&] { open_note(note, both_); });
  }
};

using Names = std::vector<std::string>;

TEST_F(NoteTest, OpensWhatATrustedKeySigned) {
  const auto opened = open_note(note_, both_);
  EXPECT_EQ(opened.text, text);
  EXPECT_EQ(opened.verified, Names{"log.example"});
}

TEST_F(NoteTest, IsATextABlankLineAndASignatureLine) {
  EXPECT_EQ(note_, std::string{text} + "\n— log.example " +
                       to_base64(log_verifier_.key_id() + log_key_.sign(text)) + "\n");
}

TEST_F(NoteTest, AWitnessSignsItsTimeToo) {
  const auto line = cosignature_line(text, parse_instant("2026-11-24T08:30:00Z"), witness_);
  EXPECT_EQ(open_note(note_ + line, both_).verified, (Names{"log.example", "witness.example"}));
  const auto time = big_endian(1795509000);
  EXPECT_EQ(line, "— witness.example " +
                      to_base64(witness_verifier_.key_id() + time +
                                witness_key_.sign("cosignature/v1\ntime 1795509000\n" +
                                                  std::string{text})) +
                      "\n");
}

TEST_F(NoteTest, HandsOutOneLineOfEachTrustedKey) {
  const auto line = cosignature_line(text, parse_instant("2026-11-24T08:30:00Z"), witness_);
  const auto log_line = note_.substr(text.size() + 1);
  EXPECT_EQ(open_note(note_ + line + line, both_).lines, log_line + line);
  EXPECT_EQ(open_note(note_ + line, {&log_verifier_, 1}).lines, log_line);
}

TEST_F(NoteTest, RefusesACosignatureOfAnotherTime) {
  const auto signature = witness_key_.sign("cosignature/v1\ntime 5\n" + std::string{text});
  const auto with_time = [&](std::uint64_t time) {
    return note_ + "— witness.example " +
           to_base64(witness_verifier_.key_id() + big_endian(time) + signature) + "\n";
  };
  EXPECT_EQ(refusal(with_time(5)), std::nullopt);
  EXPECT_EQ(refusal(with_time(6)), Errc::refused);
  EXPECT_EQ(refusal(with_time(UINT64_MAX)), Errc::refused);
  EXPECT_EQ(refusal(note_ + "— witness.example " + to_base64(witness_verifier_.key_id() + "short") +
                    "\n"),
            Errc::refused);
}

TEST_F(NoteTest, IgnoresStrangers) {
  const auto stranger = key_of(3);
  const auto line = sign_note(text, {"log.example", &stranger}).substr(text.size() + 1);
  EXPECT_EQ(open_note(note_ + line, both_).verified, Names{"log.example"});
  EXPECT_EQ(open_note(std::string{text} + "\n" + line + note_.substr(text.size() + 1), both_).text,
            text);
  EXPECT_EQ(refusal(std::string{text} + "\n" + line), Errc::refused);
  EXPECT_EQ(test::refusal([&] { open_note(note_, {}); }), Errc::refused);
}

TEST_F(NoteTest, RefusesABadSignatureOfATrustedKeyBesideAGoodOne) {
  const auto bad = sign_note("another text\n", log_).substr(std::string{"another text\n\n"}.size());
  EXPECT_EQ(refusal(note_ + bad), Errc::refused);
  EXPECT_EQ(refusal(std::string{text} + "\n" + bad), Errc::refused);
}

TEST_F(NoteTest, RefusesEveryChangedCharacter) {
  for (std::size_t i = 0; i < note_.size(); ++i) {
    auto changed = note_;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_NE(refusal(changed), std::nullopt) << i;
  }
}

TEST_F(NoteTest, RefusesAShortenedNote) {
  for (std::size_t size = 0; size < note_.size(); ++size) {
    EXPECT_NE(refusal(note_.substr(0, size)), std::nullopt) << size;
  }
}

TEST_F(NoteTest, TheLastBlankLineEndsTheText) {
  EXPECT_EQ(open_note(sign_note("a\n\nb\n", log_), both_).text, "a\n\nb\n");
}

TEST_F(NoteTest, NamesATwiceSignedKeyOnce) {
  const auto line = note_.substr(text.size() + 1);
  EXPECT_EQ(open_note(note_ + line, both_).verified, Names{"log.example"});
}

TEST_F(NoteTest, HasAtMostAHundredSignatures) {
  const auto line = note_.substr(text.size() + 1);
  auto crowded = std::string{text} + "\n";
  for (int i = 0; i < 100; ++i) crowded += line;
  EXPECT_EQ(refusal(crowded), std::nullopt);
  EXPECT_EQ(refusal(crowded + line), Errc::malformed);
}

TEST_F(NoteTest, RefusesWhatIsNoNote) {
  const auto line = note_.substr(text.size() + 1);
  const std::string head{text};
  for (const auto& bad :
       {std::string{}, head, head + "\n", head + line, head + "\n" + line + "\n",
        head + "\n- log.example AAAAAAA=\n", head + "\n— log.example\n",
        head + "\n— log.example AAAAAA==\n", head + "\n—  AAAAAAAA\n",
        head + "\n— log+example AAAAAAAA\n", head + "\n— log\u00a0example AAAAAAAA\n",
        head + "\n— log.example AAAA AAA\n", "\x80" + note_, "\t" + note_, "\r" + note_,
        std::string(1, '\0') + note_, note_ + line.substr(0, line.size() - 1),
        std::string((std::size_t{16} << 20U) + 1, 'a')}) {
    EXPECT_EQ(refusal(bad), Errc::malformed) << bad.substr(0, 80);
  }
}

TEST_F(NoteTest, SignsOnlyWhatItCanOpen) {
  for (const std::string bad : {"", "no end", "tab\t\n", "\xff\n"}) {
    EXPECT_THROW(sign_note(bad, log_), InvariantBroken);
  }
  for (const std::string name : {"", "a b", "a+b", "a\nb", "a\u3000b"}) {
    EXPECT_THROW(sign_note(text, {name, &log_key_}), InvariantBroken);
    EXPECT_THROW(cosignature_line(text, Instant{}, {name, &witness_key_}), InvariantBroken);
  }
  EXPECT_THROW(cosignature_line(text, Instant{std::chrono::seconds{-1}}, witness_),
               InvariantBroken);
}

TEST_F(NoteTest, VerifierKeysGoThroughText) {
  for (const auto& verifier : both_) EXPECT_EQ(NoteVerifier::parse(verifier.vkey()), verifier);
}

TEST_F(NoteTest, RefusesWhatIsNoVerifierKey) {
  const auto good = log_verifier_.vkey();
  const auto kind = [&](unsigned char type) {
    return NoteVerifier{"log.example", log_verifier_.key, type}.vkey();
  };
  for (const auto& bad :
       {std::string{}, std::string{"log.example"}, std::string{"log.example+00000000"},
        "other" + good, good + "A", good.substr(0, good.size() - 4), "\n" + good, kind(0x02),
        kind(0xff), NoteVerifier{"a b", log_verifier_.key}.vkey(),
        NoteVerifier{"", log_verifier_.key}.vkey(), NoteVerifier{"log.example", {}}.vkey()}) {
    EXPECT_EQ(test::refusal([&] { NoteVerifier::parse(bad); }), Errc::malformed) << bad;
  }
}

TEST_F(NoteTest, OpensThePublicExample) {
  const auto file =
      test::read_file(test::shared_folder() / "vectors" / "signed-note" / "c2sp-examples.json");
  if (!file) GTEST_SKIP() << "the public vectors aren't here";
  const auto examples = json::parse(*file);
  const auto& example = examples.at("signed_note");
  const auto verifier = NoteVerifier::parse(example.at("vkey").get<std::string>());
  EXPECT_EQ(verifier.vkey(), example.at("vkey"));
  const auto opened = open_note(example.at("note").get<std::string>(), {&verifier, 1});
  EXPECT_EQ(opened.text, "This is an example message.\n");
  EXPECT_EQ(opened.verified, Names{"example.com/foo"});
  // These show the form only: well formed, but signed by strangers.
  for (const auto* name : {"checkpoint_syntax_only", "cosigned_checkpoint_syntax_only"}) {
    EXPECT_EQ(refusal(examples.at(name).get<std::string>()), Errc::refused) << name;
  }
}

}  // namespace
}  // namespace relief
