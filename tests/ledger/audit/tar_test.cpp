#include "ledger/audit/tar.h"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief::audit::test {
namespace {

using relief::test::refusal;

std::string archive_of(const std::string& path, const std::string& bytes) {
  return tar_header(path, bytes.size()) + bytes + tar_padding(bytes.size());
}

std::vector<TarFile> files_in(const std::string& archive) {
  std::istringstream in{archive};
  return tar_files(in);
}

/// The header with another type of file, its checksum right.
std::string retyped(std::string header, char type) {
  const int change = type - header.at(156);
  header[156] = type;
  auto sum = std::stoi(header.substr(148, 6), nullptr, 8) + change;
  for (std::size_t digit = 153; digit >= 148; --digit, sum /= 8) {
    header[digit] = static_cast<char>('0' + sum % 8);
  }
  return header;
}

TEST(TarTest, FindsTheFilesThatWereWritten) {
  const auto files = files_in(archive_of("a", "1") + archive_of("b/c", std::string(512, 'x')) +
                              archive_of("d", "") + tar_end());
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].path, "a");
  EXPECT_EQ(files[0].offset, 512U);
  EXPECT_EQ(files[1].path, "b/c");
  EXPECT_EQ(files[1].offset, 1536U);
  EXPECT_EQ(files[1].size, 512U);
  EXPECT_EQ(files[2].size, 0U);
}

TEST(TarTest, PassesOverFoldersAndRefusesLinks) {
  const auto folder = retyped(tar_header("folder/", 0), '5');
  EXPECT_EQ(files_in(folder + archive_of("folder/a", "1") + tar_end()).size(), 1U);
  for (const char type : {'1', '2', '3', '6', 'x', 'L'}) {
    const auto special = retyped(tar_header("a", 0), type);
    EXPECT_EQ(refusal([&] { files_in(special + tar_end()); }), Errc::malformed) << type;
  }
}

TEST(TarTest, RefusesWhatHidesBetweenAndBehindTheFiles) {
  const auto archive = archive_of("a", "1");
  const auto folder = retyped(tar_header("hidden", 80), '5') + std::string(512, 'x');
  auto padded = archive;
  padded.back() = 'x';
  for (const auto& hiding : {archive + tar_end() + "x", archive + tar_end() + archive + tar_end(),
                             archive + folder + tar_end(), padded + tar_end()}) {
    EXPECT_EQ(refusal([&] { files_in(hiding); }), Errc::malformed);
  }
  EXPECT_EQ(files_in(archive + tar_end() + tar_end()).size(), 1U);
}

TEST(TarTest, RefusesWhatIsDamagedOrCutShort) {
  const auto archive = archive_of("a", std::string(700, 'x')) + tar_end();
  for (const std::size_t length : {0, 100, 512, 1000, 1536}) {
    EXPECT_EQ(refusal([&] { files_in(archive.substr(0, length)); }), Errc::malformed) << length;
  }
  for (const std::size_t at : {0, 100, 130, 150, 257}) {
    auto damaged = archive;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(refusal([&] { files_in(damaged); }), Errc::malformed) << at;
  }
  EXPECT_EQ(refusal([&] { files_in(std::string(512, 'x')); }), Errc::malformed);
}

}  // namespace
}  // namespace relief::audit::test
