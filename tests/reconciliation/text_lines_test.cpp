#include "reconciliation/text_lines.h"

#include <gtest/gtest.h>

#include "reconciliation/charset.h"
#include "tests/support/refusal.h"

namespace relief::reconciliation::text_lines_test {
namespace {

/// The lines of a text, each in brackets; a fault behind them.
std::string lines_of(std::string_view text, const std::string& charset = {}) {
  TextLines lines{bytes_of(text), charset};
  std::string result;
  while (const auto line = lines.next()) result.append("[").append(*line).append("]");
  if (lines.fault()) result += lines.fault()->place + ": " + lines.fault()->sentence;
  return result;
}

TEST(TextLinesTest, EndAsSystemsEndThem) {
  EXPECT_EQ(lines_of("a\nb\r\n\r\nc"), "[a][b][][c]");
  EXPECT_EQ(lines_of(""), "");
  EXPECT_EQ(lines_of("a\n"), "[a]");
}

TEST(TextLinesTest, BelieveTheOrderMarkBeforeTheProfile) {
  EXPECT_EQ(lines_of("\xef\xbb\xbf\xc9\x99\n", "windows-1254"), "[\xc9\x99]");
  EXPECT_EQ(lines_of(std::string_view{"\xff\xfe\x59\x02\n\0", 6}), "[\xc9\x99]");
  EXPECT_EQ(lines_of(std::string_view{"\xfe\xff\x02\x59\0\n", 6}), "[\xc9\x99]");
}

TEST(TextLinesTest, AreOfTheNamedCharacterSet) {
  EXPECT_EQ(lines_of("\xfe\xfd\n", "windows-1254"), "[\xc5\x9f\xc4\xb1]");
  EXPECT_EQ(lines_of("\xf0\xe1\n", "windows-1251"), "[\xd1\x80\xd0\xb1]");
  EXPECT_EQ(lines_of("a\n\xfe\n", "UTF-8"),
            "[a]line 2: the text isn't in the file's character set");
  EXPECT_EQ(lines_of("a\n\x81\n", "windows-1254"),
            "[a]line 2: the text isn't in the file's character set");
  EXPECT_EQ(lines_of("\x59\x02\x59", "UTF-16LE"),
            "line 1: the text isn't in the file's character set")
      << "half a letter";
  EXPECT_EQ(relief::test::refusal([] { TextLines(bytes_of(std::string_view{}), "klingon"); }),
            Errc::unsupported);
}

TEST(TextLinesTest, AreTakenForWindows1254WhereNobodySaysAndTheyArentUtf8) {
  EXPECT_EQ(lines_of("\xc9\x99\n\xfe\n\x81\n"), "[\xc9\x99][\xc5\x9f][?]");
}

TEST(TextLinesTest, AreBounded) {
  const std::string longest(TextLines::max_line_bytes, 'x');
  EXPECT_EQ(lines_of(longest + "\n"), "[" + longest + "]");
  EXPECT_EQ(lines_of("a\n" + longest + "x\n"), "[a]line 2: the line is too long");
  EXPECT_EQ(lines_of(std::string_view{"a\n\0\n", 4}), "[a]line 2: the line holds a zero byte");
}

TEST(TextLinesTest, ReadNoFileOverTheLimit) {
  std::size_t given = 0;
  TextLines lines{[&given](std::span<char> piece) {
                    std::ranges::fill(piece, '\n');
                    given += piece.size();
                    return piece.size();
                  },
                  {}};
  while (lines.next()) {
  }
  ASSERT_TRUE(lines.fault());
  EXPECT_EQ(lines.fault()->sentence, "the file is too large");
  EXPECT_LT(given, max_file_bytes + 100'000);
}

TEST(TextLinesTest, DecodeAcrossPieces) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "\x59\x02";
  const auto whole = decoded(std::string_view{"\x59\x02\x59", 3}, "UTF-16LE");
  EXPECT_EQ(whole, std::string{"\xc9\x99"} + undecodable);
  auto bytes = decoded(bytes_of(text), "UTF-16LE");
  std::string all;
  std::string piece(7, '\0');
  for (auto count = bytes(piece); count > 0; count = bytes(piece)) all.append(piece, 0, count);
  EXPECT_EQ(all.size(), 10'000U);
  EXPECT_FALSE(is_charset("klingon"));
}

}  // namespace
}  // namespace relief::reconciliation::text_lines_test
