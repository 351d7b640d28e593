#include <optional>

#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tiles.h"
#include "tests/ledger/audit/story.h"

namespace relief::audit::test {
namespace {

const std::string journal = "reports/journal/000.p/29.json";
const std::string list{manifest_path};

std::vector<std::string> records_in(const Files& files) {
  std::vector<std::string> records;
  for (const auto record : records_of_bundle(files.at(story_entries))) records.emplace_back(record);
  return records;
}

/// A change to the files of a bundle, by somebody who has no key. `relist` says whether they
/// thought of the manifest.
struct Tampering {
  const char* name;
  void (*tamper)(Files& files);
  bool relist;
  std::optional<std::uint64_t> seq;
};

void PrintTo(const Tampering& tampering, std::ostream* out) { *out << tampering.name; }

template <class Edit>
void edit_records(Files& files, Edit edit) {
  auto records = records_in(files);
  edit(records);
  files[story_entries] = entry_bundle(records);
}

/// Tiles that fit the changed records: all but the signature.
void rebuild_leaves(Files& files) {
  std::vector<Hash> hashes;
  for (const auto& record : records_in(files)) hashes.push_back(leaf_hash(record));
  files[story_leaves] = tile_bytes(hashes);
}

const Tampering tamperings[] = {
    {"AByteOfARecord",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::payment], 100); });
     },
     true, at::payment},
    {"AByteOfARecordAndTheManifestForgotten",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::payment], 100); });
     },
     false, at::payment},
    {"ARecordAndItsTile",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::gift], 300); });
       rebuild_leaves(files);
     },
     true, at::gift},
    {"AHashInATile", [](Files& files) { flip(files[story_leaves], 32 * at::batch + 5); }, true,
     at::batch},
    {"ATileCutShort", [](Files& files) { files[story_leaves].resize(32 * at::batch); }, true,
     at::batch},
    {"ATileWithOneHashMore", [](Files& files) { files[story_leaves] += std::string(32, 'x'); },
     true, 0},
    {"TheLastRecordLeftOut",
     [](Files& files) { edit_records(files, [](auto& records) { records.pop_back(); }); }, true,
     at::period},
    {"TheLastRecordLeftOutEverywhere",
     [](Files& files) {
       edit_records(files, [](auto& records) { records.pop_back(); });
       files["log/tile/entries/000.p/28"] = files[story_entries];
       files["log/tile/0/000.p/28"] = files[story_leaves].substr(0, std::size_t{32} * 28);
       files.erase(story_entries);
       files.erase(story_leaves);
     },
     true, 0},
    {"ARecordInTheMiddleLeftOut",
     [](Files& files) {
       edit_records(files, [](auto& records) { records.erase(records.begin() + at::batch); });
     },
     true, at::batch},
    {"ARecordInTheMiddleLeftOutAndTheTileRebuilt",
     [](Files& files) {
       edit_records(files, [](auto& records) {
         records.erase(records.begin() + at::batch);
         records.push_back(records.back());
       });
       rebuild_leaves(files);
     },
     true, at::batch},
    {"TwoRecordsSwapped",
     [](Files& files) {
       edit_records(files, [](auto& records) { std::swap(records[at::gift], records[at::fund]); });
     },
     true, at::fund},
    {"ARecordTwice",
     [](Files& files) {
       edit_records(files, [](auto& records) { records.push_back(records.back()); });
     },
     true, at::count},
    {"RecordsThatCantBeToldApart", [](Files& files) { files[story_entries].resize(1000); }, true,
     0},
    {"NoRecords", [](Files& files) { files.erase(story_entries); }, true, 0},
    {"NoTile", [](Files& files) { files.erase(story_leaves); }, true, std::nullopt},
    {"TheCheckpointsSize",
     [](Files& files) { files[story_head].replace(files[story_head].find("\n29\n"), 4, "\n28\n"); },
     true, std::nullopt},
    {"TheCheckpointsSignature",
     [](Files& files) { flip(files[story_head], files[story_head].size() - 9); }, true,
     std::nullopt},
    {"NoCheckpoint", [](Files& files) { files.erase(story_head); }, true, std::nullopt},
    {"AnEarlierCheckpointsRoot",
     [](Files& files) { flip(files[history_path(0)], 2 + sizeof("fund.example/log\n1\n")); }, true,
     std::nullopt},
    {"TheJournal", [](Files& files) { flip(files[journal], 40); }, true, std::nullopt},
    {"TheTrialBalance",
     [](Files& files) {
       auto& report = files[std::string{trial_balance_path}];
       report.replace(report.find("300.00"), 6, "310.00");
     },
     true, std::nullopt},
    {"TheApprovals", [](Files& files) { files[approvals_path(0, 29)] = "[]\n"; }, true,
     std::nullopt},
    {"TheKeyring", [](Files& files) { files[std::string{keyring_path}] += " "; }, true,
     std::nullopt},
    {"AReportForgottenInTheManifest", [](Files& files) { flip(files[journal], 40); }, false,
     std::nullopt},
    {"NoJournal", [](Files& files) { files.erase(journal); }, true, std::nullopt},
    {"NoJournalAndTheManifestForgotten", [](Files& files) { files.erase(journal); }, false,
     std::nullopt},
    {"AFileMore", [](Files& files) { files["reports/summary.txt"] = "all is well\n"; }, true,
     std::nullopt},
    {"AFileMoreAndTheManifestForgotten",
     [](Files& files) { files["reports/summary.txt"] = "all is well\n"; }, false, std::nullopt},
    {"NoManifest", [](Files& files) { files.erase(list); }, false, std::nullopt},
    {"AManifestThatIsNotSorted",
     [](Files& files) {
       auto& text = files[list];
       const auto end = text.find('\n') + 1;
       text = text.substr(end) + text.substr(0, end);
     },
     false, std::nullopt},
    {"TheRulebook",
     [](Files& files) {
       for (auto& [path, bytes] : files) {
         if (path.starts_with("rulebooks/")) bytes += "\n";
       }
     },
     true, 0},
    {"NoRulebook",
     [](Files& files) {
       std::erase_if(files, [](const auto& file) { return file.first.starts_with("rulebooks/"); });
     },
     true, 0},
};

class TamperedBundleTest : public testing::TestWithParam<Tampering> {};

TEST_P(TamperedBundleTest, IsInvalid) {
  static const Story story;
  auto files = story.files();
  GetParam().tamper(files);
  const auto verdict = verdict_of(GetParam().relist ? relisted(files) : files, story.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::invalid) << to_text(verdict);
  ASSERT_TRUE(verdict.first().has_value());
  EXPECT_EQ(verdict.first()->seq, GetParam().seq) << to_text(verdict);
}

INSTANTIATE_TEST_SUITE_P(Tamperings, TamperedBundleTest, testing::ValuesIn(tamperings),
                         [](const auto& each) { return std::string{each.param.name}; });

}  // namespace
}  // namespace relief::audit::test
