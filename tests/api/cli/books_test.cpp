#include <gtest/gtest.h>

#include "api/cli/database_access.h"
#include "api/cli/log_signing.h"
#include "tests/support/refusal.h"
#include "tests/support/scratch.h"

namespace relief::cli {
namespace {

TEST(BooksTest, NothingIsMadeInAFolderThatHoldsNoBooks) {
  const test::Scratch scratch;
  const auto missing = scratch.path() / "missing";
  EXPECT_EQ(test::refusal([&] { open_books(missing, ""); }), Errc::unavailable);
  EXPECT_EQ(test::refusal([&] { resume_log({.data = missing}, missing, missing); }),
            Errc::unavailable);
  EXPECT_FALSE(std::filesystem::exists(missing));
}

}  // namespace
}  // namespace relief::cli
