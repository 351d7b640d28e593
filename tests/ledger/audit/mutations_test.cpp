#include "tests/ledger/audit/mutations.h"

#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"

namespace relief::audit::test {
namespace {

struct Damage {
  const char* name;
  std::function<void(Files& files, const std::string& path)> damage;
};

const std::vector<Damage>& damages() {
  static const std::vector<Damage> all{
      {"first byte", [](Files& files, const auto& path) { flip(files[path].front()); }},
      {"middle byte",
       [](Files& files, const auto& path) { flip(files[path][files[path].size() / 2]); }},
      {"last byte", [](Files& files, const auto& path) { flip(files[path].back()); }},
      {"byte more", [](Files& files, const auto& path) { files[path] += 'x'; }},
      {"byte less", [](Files& files, const auto& path) { files[path].pop_back(); }},
      {"emptied", [](Files& files, const auto& path) { files[path].clear(); }},
      {"twice", [](Files& files, const auto& path) { files[path] += files[path]; }},
      {"removed", [](Files& files, const auto& path) { files.erase(path); }},
      {"renamed",
       [](Files& files, const auto& path) {
         auto file = files.extract(path);
         file.key() += 'x';
         files.insert(std::move(file));
       }},
  };
  return all;
}

bool tells_of_the_log(const std::string& path) {
  return path.starts_with("log/") || path.starts_with("rulebooks/");
}

void relist(Files& files) { files = relisted(std::move(files)); }

}  // namespace

std::vector<Mutation> mutations_of_files() {
  std::vector<Mutation> all;
  static const Story story;
  for (const auto& [path, bytes] : story.files()) {
    for (const auto& each : damages()) {
      const auto change = [path = path, each](Files& files) { each.damage(files, path); };
      const auto title = path + ": " + each.name;
      all.push_back({"file", title, change});
      if (path == manifest_path) continue;
      // A bundle without earlier heads is one: whoever kept a head asks for it with --since.
      if (path == history_path(0) && std::string_view{each.name} == "removed") continue;
      const auto listed = [change](Files& files) {
        change(files);
        relist(files);
      };
      all.push_back(
          {tells_of_the_log(path) ? "file of the log, listed" : "report, listed", title, listed});
    }
  }
  for (const auto* path :
       {"log/tile/0/001", "log/tile/1/000.p/1", "log/tile/entries/001.p/1", "log/history/001x",
        "reports/journal/001.p/1.json", "rulebooks/x.toml", "notes.txt", "log/tile/0/000.p/28"}) {
    all.push_back({"file more", path, [path](Files& files) { files[path] = "{}"; }});
    all.push_back({"file more, listed", path, [path](Files& files) {
                     files[path] = "{}";
                     relist(files);
                   }});
  }
  return all;
}

namespace {

/// What came of all mutations of a kind.
struct Row {
  int tried = 0;
  int found = 0;
};

/// Tries each, and prints how many of each kind were found as they had to be.
void expect_all_found(const std::vector<Mutation>& mutations, bool with_seq) {
  const Story story;
  const auto files = story.files();
  std::map<std::string, Row> rows;
  for (const auto& mutation : mutations) {
    auto damaged = files;
    mutation.damage(damaged);
    const auto verdict = verdict_of(damaged, story.policy());
    const auto seq = verdict.first() ? verdict.first()->seq : std::nullopt;
    const bool right = verdict.outcome() == mutation.outcome && (!with_seq || seq == mutation.seq);
    EXPECT_TRUE(right) << mutation.kind << ", " << mutation.name << ":\n" << to_text(verdict);
    auto& row = rows[mutation.kind];
    ++row.tried;
    row.found += right ? 1 : 0;
  }
  for (const auto& [kind, row] : rows) {
    std::cout << "  " << kind << std::string(kind.size() < 26 ? 26 - kind.size() : 1, ' ')
              << row.found << " of " << row.tried << " found\n";
  }
}

TEST(MutationsTest, FindsEveryDamageToARecordAtThatRecord) {
  const auto mutations = mutations_of_records();
  EXPECT_GE(mutations.size(), 200U);
  expect_all_found(mutations, true);
}

TEST(MutationsTest, MissesNoEarlierHeadThatNobodyKept) {
  const Story story;
  auto files = story.files();
  files.erase(history_path(0));
  EXPECT_EQ(verdict_of(relisted(std::move(files)), story.policy()).outcome(), Outcome::valid);
}

TEST(MutationsTest, FindsEveryDamageToAFile) { expect_all_found(mutations_of_files(), false); }

}  // namespace
}  // namespace relief::audit::test
