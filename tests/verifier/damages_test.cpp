#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tiles.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

const std::string entries = "log/tile/entries/000.p/29";
const std::string leaves = "log/tile/0/000.p/29";

void flip(std::string& bytes, std::size_t at) { bytes.at(at) = static_cast<char>(bytes[at] ^ 1); }

/// A change to the files of a bundle, by somebody who has no key.
struct Damage {
  const char* name;
  void (*edit)(Files& files);
  bool relist = true;  ///< They thought of the manifest.
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

template <class Edit>
void edit_records(Files& files, Edit edit) {
  std::vector<std::string> records;
  for (const auto record : records_of_bundle(files.at(entries))) records.emplace_back(record);
  edit(records);
  files[entries] = entry_bundle(records);
}

void rebuild_leaves(Files& files) {
  std::vector<Hash> hashes;
  for (const auto record : records_of_bundle(files.at(entries)))
    hashes.push_back(leaf_hash(record));
  files[leaves] = tile_bytes(hashes);
}

const Damage damages[] = {
    {"Nothing", [](Files&) {}},
    {"AByteOfARecord",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::payment], 100); });
     }},
    {"AByteOfARecordAndTheManifestForgotten",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::payment], 100); });
     },
     false},
    {"ARecordAndItsTile",
     [](Files& files) {
       edit_records(files, [](auto& records) { flip(records[at::gift], 300); });
       rebuild_leaves(files);
     }},
    {"TwoRecordsSwapped",
     [](Files& files) {
       edit_records(files, [](auto& records) { std::swap(records[at::gift], records[at::fund]); });
     }},
    {"TheLastRecordLeftOut",
     [](Files& files) { edit_records(files, [](auto& records) { records.pop_back(); }); }},
    {"AHashInATile", [](Files& files) { flip(files[leaves], 32 * at::batch + 5); }},
    {"NoTile", [](Files& files) { files.erase(leaves); }},
    {"RecordsThatCantBeToldApart", [](Files& files) { files[entries].resize(1000); }},
    {"TheCheckpointsSignature",
     [](Files& files) {
       auto& head = files[std::string{checkpoint_path}];
       flip(head, head.size() - 9);
     }},
    {"AnEarlierCheckpointsRoot",
     [](Files& files) { flip(files[history_path(0)], 2 + sizeof("fund.example/log\n1\n")); }},
    {"AnEmptiedHistory", [](Files& files) { files[history_path(0)].clear(); }},
    {"AnEarlierCheckpointTwice",
     [](Files& files) { files[history_path(0)] += std::string{files[history_path(0)]}; }},
    {"TheTrialBalance",
     [](Files& files) {
       auto& report = files[std::string{trial_balance_path}];
       report.replace(report.find("300.00"), 6, "310.00");
     }},
    {"NoJournal", [](Files& files) { files.erase("reports/journal/000.p/29.json"); }},
    {"AFileMore", [](Files& files) { files["reports/summary.txt"] = "all is well\n"; }},
    {"AFileMoreAndTheManifestForgotten",
     [](Files& files) { files["reports/summary.txt"] = "all is well\n"; }, false},
    {"TheRulebook",
     [](Files& files) {
       for (auto& [path, bytes] : files) {
         if (path.starts_with("rulebooks/")) bytes += "\n";
       }
     }},
    {"NoManifest", [](Files& files) { files.erase(std::string{manifest_path}); }, false},
};

class BothVerifiersDamageTest : public testing::TestWithParam<Damage> {};

TEST_P(BothVerifiersDamageTest, SayTheSame) {
  static const Story story;
  auto files = story.files();
  GetParam().edit(files);
  const bool whole = std::string_view{GetParam().name} == "Nothing";
  expect_the_same(GetParam().relist ? relisted(files) : files, story.policy_text(), whole ? 0 : 1);
}

INSTANTIATE_TEST_SUITE_P(Damages, BothVerifiersDamageTest, testing::ValuesIn(damages),
                         [](const auto& each) { return std::string{each.param.name}; });

}  // namespace
}  // namespace relief::audit::test
