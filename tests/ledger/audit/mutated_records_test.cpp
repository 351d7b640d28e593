#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/audit/bundle.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tiles.h"
#include "tests/ledger/audit/mutations.h"

namespace relief::audit::test {
namespace {

using Records = std::vector<std::string>;

/// Changes the records of the only tile; tells whether its hashes follow.
template <class Edit>
auto edited(Edit edit, bool with_tile) {
  return [=](Files& files) {
    Records records;
    for (const auto record : records_of_bundle(files.at(story_entries)))
      records.emplace_back(record);
    edit(records);
    files[story_entries] = entry_bundle(records);
    if (!with_tile) return;
    std::vector<Hash> hashes;
    for (const auto& record : records) hashes.push_back(leaf_hash(record));
    files[story_leaves] = tile_bytes(hashes);
  };
}

struct Edit {
  const char* name;
  std::function<void(Records& records, std::size_t at)> edit;
};

const std::vector<Edit>& edits() {
  static const std::vector<Edit> all{
      {"first byte", [](Records& records, std::size_t at) { flip(records[at].front()); }},
      {"middle byte",
       [](Records& records, std::size_t at) { flip(records[at][records[at].size() / 2]); }},
      {"last byte", [](Records& records, std::size_t at) { flip(records[at].back()); }},
      {"byte more", [](Records& records, std::size_t at) { records[at] += ' '; }},
      {"byte less", [](Records& records, std::size_t at) { records[at].pop_back(); }},
      {"another record's bytes",
       [](Records& records, std::size_t at) { records[at] = records[(at + 1) % records.size()]; }},
  };
  return all;
}

void add_order(std::vector<Mutation>& all, std::size_t at) {
  const auto number = std::to_string(at);
  const auto erase = [=](Records& records) {
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
  };
  const auto twice = [=](Records& records) {
    records.insert(records.begin() + static_cast<std::ptrdiff_t>(at), records[at]);
  };
  const auto swap = [=](Records& records) { std::swap(records[at], records[at + 1]); };
  all.push_back(
      {"order", "record " + number + " left out", edited(erase, false), Outcome::invalid, at});
  all.push_back(
      {"order", "record " + number + " twice", edited(twice, false), Outcome::invalid, at + 1});
  if (at + 1 == at::count) return;
  all.push_back(
      {"order", "record " + number + " after the next", edited(swap, false), Outcome::invalid, at});
  all.push_back({"order, tile too", "record " + number + " after the next", edited(swap, true),
                 Outcome::invalid, at});
}

}  // namespace

std::vector<Mutation> mutations_of_records() {
  std::vector<Mutation> all;
  for (std::size_t at = 0; at < at::count; ++at) {
    for (const auto& [name, edit] : edits()) {
      const auto change = [edit, at](Records& records) { edit(records, at); };
      const auto title = name + (" of record " + std::to_string(at));
      all.push_back({"record", title, edited(change, false), Outcome::invalid, at});
      // The story signed a head after each record, so that each tells where the log was changed.
      all.push_back({"record, tile too", title, edited(change, true), Outcome::invalid, at});
    }
    add_order(all, at);
  }
  return all;
}

}  // namespace relief::audit::test
