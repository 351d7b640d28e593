#include "ledger/proof/canonical.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ledger/base/text.h"
#include "tests/support/files.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using nlohmann::json;

std::optional<Errc> refusal_to_write(const json& value) {
  return test::refusal([&] { canonical(value); });
}

std::optional<Errc> refusal_to_read(std::string_view bytes) {
  return test::refusal([&] { parse_canonical(bytes); });
}

json nested(std::size_t levels) {
  auto value = json::array();
  for (std::size_t i = 1; i < levels; ++i) value = json::array({std::move(value)});
  return value;
}

TEST(CanonicalTest, SortsKeysAndLeavesNoSpace) {
  const json value = {{"v", 1}, {"kind", "genesis"}, {"a_1", {true, false, -5, json::object()}}};
  EXPECT_EQ(canonical(value), R"({"a_1":[true,false,-5,{}],"kind":"genesis","v":1})");
}

TEST(CanonicalTest, EscapesOnlyWhatJsonCannotHold) {
  const auto text = std::string(1, '\0') + "\b\t\n\v\f\r\x1f\"\\/\x7f\u2028e\u0301₼";
  EXPECT_EQ(canonical(json(text)),
            "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\x7f\u2028e\u0301₼\"");
}

TEST(CanonicalTest, ReadsBackWhatItWrites) {
  const json value = {{"lines", {{{"m", "-70000"}}, {{"m", "70000"}}}}, {"n", -999999999999999}};
  EXPECT_EQ(parse_canonical(canonical(value)), value);
}

TEST(CanonicalTest, HoldsIntegersOfFifteenDigits) {
  EXPECT_EQ(canonical(999'999'999'999'999), "999999999999999");
  EXPECT_EQ(canonical(-999'999'999'999'999), "-999999999999999");
  EXPECT_EQ(refusal_to_write(1'000'000'000'000'000), Errc::malformed);
  EXPECT_EQ(refusal_to_write(-1'000'000'000'000'000), Errc::malformed);
  EXPECT_EQ(refusal_to_write(INT64_MIN), Errc::malformed);
  EXPECT_EQ(refusal_to_write(UINT64_MAX), Errc::malformed);
}

TEST(CanonicalTest, RefusesNullsAndFloats) {
  EXPECT_EQ(refusal_to_write(nullptr), Errc::malformed);
  EXPECT_EQ(refusal_to_write({{"a", 1.0}}), Errc::malformed);
  EXPECT_EQ(refusal_to_write(json::binary({1, 2})), Errc::malformed);
}

TEST(CanonicalTest, RefusesKeysOfAnotherForm) {
  EXPECT_EQ(canonical({{std::string(32, 'a'), 1}}).size(), 38U);
  for (const auto& key :
       {std::string{}, std::string{"A"}, std::string{"1a"}, std::string{"_a"}, std::string{"a-b"},
        std::string{"aÖ"}, std::string{"a\0", 2}, std::string(33, 'a')}) {
    EXPECT_EQ(refusal_to_write({{key, 1}}), Errc::malformed) << key;
  }
}

TEST(CanonicalTest, RefusesTextThatIsNotUtf8) {
  for (const auto* text : {"\xc0\x80", "\xed\xa0\x80", "\xff", "\xe2\x82"}) {
    EXPECT_EQ(refusal_to_write(json(text)), Errc::malformed);
    EXPECT_EQ(refusal_to_read('"' + std::string{text} + '"'), Errc::malformed);
  }
}

TEST(CanonicalTest, GoesEightLevelsDeep) {
  EXPECT_EQ(parse_canonical(canonical(nested(8))), nested(8));
  EXPECT_EQ(refusal_to_write(nested(9)), Errc::malformed);
  EXPECT_EQ(refusal_to_read(std::string(9, '[') + std::string(9, ']')), Errc::malformed);
}

TEST(CanonicalTest, EndlessNestingIsRefusedWithoutHarm) {
  for (const auto* unit : {"[", "{\"a\":"}) {
    std::string bytes;
    while (bytes.size() + 5 < longest_canonical_bytes) bytes += unit;
    EXPECT_EQ(refusal_to_read(bytes), Errc::malformed);
  }
  EXPECT_EQ(refusal_to_read(std::string(30'000, '[') + std::string(30'000, ']')), Errc::malformed);
}

TEST(CanonicalTest, HoldsSixtyThousandBytes) {
  const json longest = std::string(59'998, 'a');
  EXPECT_EQ(parse_canonical(canonical(longest)), longest);
  EXPECT_EQ(refusal_to_write(std::string(59'999, 'a')), Errc::malformed);
  EXPECT_EQ(refusal_to_read('"' + std::string(59'999, 'a') + '"'), Errc::malformed);
}

TEST(CanonicalTest, OneValueHasOneSpelling) {
  for (const auto* bytes : {"",
                            " {}",
                            "{}\n",
                            "{}x",
                            "{\"a\":1,\"a\":1}",
                            "{\"b\":1,\"a\":2}",
                            "{\"a\" :1}",
                            "[01]",
                            "[-0]",
                            "[1.0]",
                            "[1e0]",
                            "[1E400]",
                            "[NaN]",
                            "[1,]",
                            "[\"\\/\"]",
                            "[\"\\u0041\"]",
                            "[\"\\u001F\"]",
                            "[\"\\ud800\"]",
                            "[\"\\u0000]",
                            "{\"\\u0061\":1}",
                            "\xef\xbb\xbf{}",
                            "{}/**/",
                            "null",
                            "[\"\t\"]"}) {
    EXPECT_EQ(refusal_to_read(bytes), Errc::malformed) << bytes;
  }
}

class CanonicalVectorsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "the public vectors aren't here";
  }

  const std::filesystem::path folder_ = test::shared_folder() / "vectors" / "jcs";
};

TEST_F(CanonicalVectorsTest, DocumentsOutsideTheProfileAreRefused) {
  for (const auto* name : {"arrays", "french", "structures", "unicode", "values", "weird"}) {
    const auto file = std::string{name} + ".json";
    const auto input = test::read_file(folder_ / "input" / file);
    const auto output = test::read_file(folder_ / "output" / file);
    ASSERT_TRUE(input && output) << name;
    EXPECT_EQ(refusal_to_write(json::parse(*input)), Errc::malformed) << name;
    EXPECT_EQ(refusal_to_read(*output), Errc::malformed) << name;
  }
}

TEST_F(CanonicalVectorsTest, StringsOfTheDocumentsAreSpeltAsThere) {
  const auto input = test::read_file(folder_ / "input" / "values.json");
  const auto output = test::read_file(folder_ / "output" / "values.json");
  ASSERT_TRUE(input && output);
  const auto text = canonical(json::parse(*input).at("string"));
  EXPECT_NE(output->find("\"string\":" + text + "}"), std::string::npos);
}

TEST_F(CanonicalVectorsTest, EdgeCasesMatchOrAreRefused) {
  const auto file = test::read_file(folder_ / "edge-cases.json");
  ASSERT_TRUE(file);
  const auto vectors = json::parse(*file);
  int inside = 0;
  for (const auto& row : vectors.at("cases")) {
    const auto value = json::parse(row.at("input").get<std::string>());
    const auto wanted = from_hex(row.at("canonical_hex").get<std::string>());
    ASSERT_TRUE(wanted);
    if (refusal_to_write(value)) continue;
    EXPECT_EQ(canonical(value), *wanted) << row.at("why");
    EXPECT_EQ(parse_canonical(*wanted), value) << row.at("why");
    ++inside;
  }
  EXPECT_EQ(inside, 6);  // Five of strings, and -0, which a JSON parser reads as 0.
  for (const auto& bytes : vectors.at("must_reject_before_canonicalising")) {
    EXPECT_EQ(refusal_to_read(bytes.get<std::string>()), Errc::malformed) << bytes;
  }
}

}  // namespace
}  // namespace relief
