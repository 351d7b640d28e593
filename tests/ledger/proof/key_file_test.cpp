#include "ledger/proof/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "ledger/base/error.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each fact.
class KeyFileTest : public testing::Test {
 protected:
  void SetUp() override {
    auto name = (fs::temp_directory_path() / "relief-key-file-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = folder_ / "log.key";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::optional<Errc> refusal_to_read() const {
    return test::refusal([&] { read_secret_file(path_); });
  }

  fs::path folder_;
  fs::path path_;
  const Entropy entropy_ = [](std::span<unsigned char> bytes) { std::ranges::fill(bytes, 7); };
};

TEST_F(KeyFileTest, OnlyItsOwnerReadsIt) {
  create_secret_file(path_, "secret");
  EXPECT_EQ(read_secret_file(path_), "secret");
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeyFileTest, LeavesNoDraftBehind) {
  create_secret_file(path_, "secret");
  EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}), 1);
}

TEST_F(KeyFileTest, RefusesAFileOpenToOthers) {
  create_secret_file(path_, "secret");
  for (const unsigned mode : {0640U, 0620U, 0610U, 0604U, 0602U, 0601U}) {
    fs::permissions(path_, fs::perms{mode});
    EXPECT_EQ(refusal_to_read(), Errc::unavailable) << std::oct << mode;
  }
  fs::permissions(path_, fs::perms{0400});
  EXPECT_EQ(refusal_to_read(), std::nullopt);
}

TEST_F(KeyFileTest, RefusesAFileOfSomebodyElse) {
  create_secret_file(path_, "secret");
  if (::chown(path_.c_str(), 1, 1) != 0) GTEST_SKIP() << "only root gives files away";
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
}

TEST_F(KeyFileTest, RefusesALinkAPipeAndAFolder) {
  create_secret_file(folder_ / "real", "secret");
  fs::create_symlink(folder_ / "real", path_);
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
  fs::remove(path_);
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
  fs::remove(path_);
  ASSERT_EQ(::mkdir(path_.c_str(), 0700), 0);
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
}

TEST_F(KeyFileTest, RefusesAMissingOrAnEndlessFile) {
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
  create_secret_file(path_, std::string(64 << 10, 'x'));
  EXPECT_EQ(refusal_to_read(), std::nullopt);
  fs::resize_file(path_, (64 << 10) + 1);
  EXPECT_EQ(refusal_to_read(), Errc::unavailable);
}

TEST_F(KeyFileTest, NeverReplacesAFile) {
  create_secret_file(path_, "first");
  EXPECT_EQ(test::refusal([&] { create_secret_file(path_, "second"); }), Errc::conflict);
  EXPECT_EQ(read_secret_file(path_), "first");
  fs::create_symlink(folder_ / "nowhere", folder_ / "link");
  EXPECT_EQ(test::refusal([&] { create_secret_file(folder_ / "link", "x"); }), Errc::conflict);
  EXPECT_EQ(test::refusal([&] { create_secret_file(folder_ / "no" / "key", "x"); }),
            Errc::unavailable);
}

TEST_F(KeyFileTest, MakesAKeyOnceAndKeepsIt) {
  const auto made = load_or_create_signing_key(path_, entropy_);
  const auto kept = load_or_create_signing_key(
      path_, [](std::span<unsigned char>) { FAIL() << "a key exists already"; });
  EXPECT_EQ(kept.public_key(), made.public_key());
  EXPECT_EQ(SigningKey::of_pem(read_secret_file(path_)).public_key(), made.public_key());
}

TEST_F(KeyFileTest, MakesNoKeyInPlaceOfASpoiltOne) {
  create_secret_file(path_, "not a key");
  EXPECT_EQ(test::refusal([&] { load_or_create_signing_key(path_, entropy_); }), Errc::malformed);
  EXPECT_EQ(read_secret_file(path_), "not a key");
}

}  // namespace
}  // namespace relief
