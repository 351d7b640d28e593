#include "ledger/proof/scan.h"

#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ledger/proof/act.h"
#include "ledger/proof/canonical.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

bool scans(std::string_view bytes) {
  return refusal([&] { const Scan scan{bytes}; }) == std::nullopt;
}

bool parses(std::string_view bytes) {
  return refusal([&] { parse_canonical(bytes); }) == std::nullopt;
}

/// What the scan shows, as a document.
nlohmann::json document(const Scan::Value& value) {
  switch (value.type()) {
    case Scan::Type::object: {
      auto object = nlohmann::json::object();
      for (const auto member : value) object[std::string{member.key()}] = document(member);
      return object;
    }
    case Scan::Type::array: {
      auto array = nlohmann::json::array();
      for (const auto element : value) array.push_back(document(element));
      return array;
    }
    case Scan::Type::string: return value.text();
    default: return nlohmann::json::parse(value.bytes());
  }
}

const std::string sample =
    R"({"a":[],"b":{"c":"q\"\\\b\t\n\f\r\u0001\u001f","d":-12},"e":[true,false,0,"Gəncə",{}],)"
    R"("f1_":999999999999999,"g":""})";

TEST(ScanTest, ShowsWhatADocumentHolds) {
  const Scan scan{sample};
  EXPECT_EQ(document(scan.root()), parse_canonical(sample));
  EXPECT_EQ(scan.root().bytes(), sample);
  EXPECT_EQ(scan.root().size(), 5U);
  EXPECT_EQ(scan.root().find("e")->size(), 5U);
  EXPECT_EQ(scan.root().find("f1_")->count(), 999'999'999'999'999U);
  EXPECT_FALSE(scan.root().find("c").has_value());
}

TEST(ScanTest, RefusesToShowATextAsANumberAndTheLike) {
  const Scan scan{sample};
  EXPECT_EQ(refusal([&] { (void)scan.root().count(); }), Errc::malformed);
  EXPECT_EQ(refusal([&] { (void)scan.root().text(); }), Errc::malformed);
  EXPECT_EQ(refusal([&] { (void)scan.root().find("g")->find("a"); }), Errc::malformed);
  EXPECT_EQ(refusal([&] { (void)scan.root().find("b")->find("d")->count(); }), Errc::malformed);
}

TEST(ScanTest, TakesOneSpellingOnly) {
  for (const auto* bytes : {"",
                            " 1",
                            "1 ",
                            "01",
                            "-0",
                            "1.0",
                            "1e3",
                            "+1",
                            "1000000000000000",
                            "null",
                            "tru",
                            "nul",
                            "{\"b\":1,\"a\":2}",
                            "{\"a\":1,\"a\":1}",
                            "{\"a\":1,}",
                            "{,}",
                            "[1,]",
                            "[,]",
                            "[1 ]",
                            "{\"a\" :1}",
                            "{\"A\":1}",
                            "{\"\":1}",
                            "{\"1a\":1}",
                            "\"\\/\"",
                            "\"\\u0041\"",
                            "\"\\u0008\"",
                            "\"\\u001F\"",
                            "\"\\u007f\"",
                            "\"\x01\"",
                            "\"",
                            "\"\\",
                            "\"\\u00",
                            "\"\xff\"",
                            "\"\xc0\x80\"",
                            "\"\xed\xa0\x80\"",
                            "[",
                            "{",
                            "{\"a\"",
                            "{\"a\":",
                            "]",
                            "[[[[[[[[[]]]]]]]]]",
                            "{\"a23456789012345678901234567890123\":1}"}) {
    EXPECT_FALSE(scans(bytes)) << bytes;
    EXPECT_FALSE(parses(bytes)) << bytes;
  }
  for (const auto* bytes : {"0", "-1", "true", "\"\"", "[]", "{}", "[[[[[[[[]]]]]]]]", "\"\x7f\"",
                            "{\"a2345678901234567890123456789012\":1}"}) {
    EXPECT_TRUE(scans(bytes)) << bytes;
    EXPECT_TRUE(parses(bytes)) << bytes;
  }
  EXPECT_TRUE(scans('"' + std::string(longest_canonical_bytes - 2, 'x') + '"'));
  EXPECT_FALSE(scans('"' + std::string(longest_canonical_bytes - 1, 'x') + '"'));
}

TEST(ScanTest, AgreesWithTheParserOnWhateverIsDoneToTheBytes) {
  std::mt19937 random{20261124};  // NOLINT(bugprone-random-generator-seed): the same each time.
  const std::string_view alphabet{"{}[]:,\"\\0123456789-.eEabtfnru\x00\x1f\xc9\x99 /", 36};
  int taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = sample;
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
      const auto at = random() % bytes.size();
      const auto with = alphabet[random() % alphabet.size()];
      switch (random() % 3) {
        case 0: bytes[at] = with; break;
        case 1: bytes.erase(at, 1 + random() % 4); break;
        default: bytes.insert(at, 1, with);
      }
      if (bytes.empty()) bytes = "0";
    }
    ASSERT_EQ(scans(bytes), parses(bytes)) << bytes;
    if (!scans(bytes)) continue;
    ++taken;
    const Scan scan{bytes};
    ASSERT_EQ(document(scan.root()), parse_canonical(bytes)) << bytes;
  }
  EXPECT_GT(taken, 100);
}

TEST(ScanTest, LeavesTheSameOutOfWhatIsSigned) {
  const std::string record =
      R"({"acts":[],"at":"2026","by":"usr_a","entry":{"on":"x"},"fund":"fnd_a","kind":"k","seq":1,"v":1})";
  const Scan scan{record};
  EXPECT_EQ(content_of(scan.root()), content_of(parse_canonical(record)));
}

}  // namespace
}  // namespace relief::test
