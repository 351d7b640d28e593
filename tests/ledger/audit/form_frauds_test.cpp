#include "tests/ledger/audit/form_frauds.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/audit/field_forms.h"
#include "ledger/base/error.h"
#include "ledger/books/record_kinds.h"

namespace relief::audit::test {
namespace {

/// Whether a field of this name may hold that, in a record of this kind.
bool holds(std::string_view kind, const std::string& name, const std::string& value) {
  const auto bytes = "{\"" + name + "\":" + value + "}";
  const Scan scan{bytes};
  try {
    check_form(kind, *scan.root().begin());
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// The names of a kind's fields.
std::vector<std::string> names_of(const RecordKind& kind) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : std::string{kind.fields} + " ") {
    if (c != ' ' && c != '?') name += c;
    if (c != ' ' || name.empty()) continue;
    names.push_back(name);
    name.clear();
  }
  return names;
}

TEST(FieldFormsTest, AreOfEachFieldOfEachKind) {
  const auto hash = "\"" + elsewhere + "\"";
  const auto* id = "_aaaaaaaaaaaaaaaaaaaaaaaaaa\"";
  std::vector<std::string> values{"1", "\"1\"", "[]", "\"AZN\"", "\"2026-03-02\"", hash};
  for (const auto* prefix : {"bat", "case", "chg", "clm", "dnr", "don", "exc", "fnd", "key", "org",
                             "pay", "plc", "rcg", "rec", "req", "stm", "sus", "trf", "usr"}) {
    values.push_back(std::string{"\""} + prefix + id);
  }
  for (const auto& kind : record_kinds()) {
    for (const auto& name : names_of(kind)) {
      EXPECT_TRUE(std::ranges::any_of(
          values, [&](const std::string& value) { return holds(kind.name, name, value); }))
          << kind.name << " " << name;
      EXPECT_FALSE(holds(kind.name, name, "{}")) << kind.name << " " << name;
    }
  }
  EXPECT_FALSE(holds("genesis", "founder", "\"somebody\""));
}

TEST(FieldFormsTest, AListOfAReconciliationIsADigest) {
  const auto list = "[\"" + the_gift + "\"]";
  const auto digest = "\"" + elsewhere + "\"";
  EXPECT_TRUE(holds("line.posted", "items", list));
  EXPECT_FALSE(holds("line.posted", "items", digest));
  EXPECT_TRUE(holds("reconciliation.signed", "items", digest));
  EXPECT_FALSE(holds("reconciliation.signed", "items", list));
}

class FormFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(FormFraudTest, IsSeenAtItsRecord) { expect_seen(form_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, FormFraudTest,
                         testing::Range<std::size_t>(0, form_frauds().size()),
                         [](const auto& each) {
                           return std::string{form_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
