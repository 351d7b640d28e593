#include "ledger/storage/tile_roots.h"

#include <algorithm>
#include <span>
#include <string>

#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/tiles.h"
#include "ledger/storage/arrays.h"
#include "ledger/storage/bind.h"
#include "ledger/storage/log.h"

namespace relief::storage {
namespace {

constexpr std::uint64_t tiles_at_once = 64;

std::vector<Hash> tile_roots(Transaction& tx, unsigned level, std::uint64_t begin,
                             std::uint64_t end) {
  const auto key = std::to_string(level);
  const auto first = std::to_string(begin);
  const auto past = std::to_string(end);
  const soci::rowset<std::string> rows = (tx.sql().prepare << R"sql(
      select encode(root, 'hex') from tile_root
       where level = cast(:level as smallint)
         and number >= cast(:first as bigint) and number < cast(:past as bigint) order by number
    )sql",
                                          in(key, "level"), in(first, "first"), in(past, "past"));
  std::vector<Hash> hashes;
  for (const auto& hex : rows) hashes.push_back(hash_of(from_hex(hex).value_or("")));
  return hashes;
}

void insert(Transaction& tx, unsigned level, std::uint64_t first, std::span<const Hash> roots) {
  const auto key = std::to_string(level);
  Array numbers, hashes;
  for (const auto& root : roots) {
    numbers.add(first++);
    hashes.add(to_hex(as_bytes(root)));
  }
  tx.change() << R"sql(
      insert into tile_root (level, number, root)
      select cast(:level as smallint), number, decode(root, 'hex')
        from unnest(cast(:numbers as bigint[]), cast(:roots as text[])) as row (number, root)
          on conflict do nothing
    )sql",
      in(key, "level"), in(numbers.text(), "numbers"), in(hashes.text(), "roots");
}

/// Keeps the roots of the full tiles [begin, end) of a level.
void keep(Transaction& tx, unsigned level, std::uint64_t begin, std::uint64_t end) {
  while (begin < end) {
    const auto count = std::min(end - begin, tiles_at_once);
    const auto hashes =
        level_hashes(tx, level, begin * full_tile_width, (begin + count) * full_tile_width);
    ensure(hashes.size() == count * full_tile_width, "a full tile has all its hashes");
    std::vector<Hash> roots;
    for (std::size_t i = 0; i < hashes.size(); i += full_tile_width) {
      roots.push_back(root_of(std::span{hashes}.subspan(i, full_tile_width)));
    }
    insert(tx, level, begin, roots);
    begin += count;
  }
}

}  // namespace

std::vector<Hash> level_hashes(Transaction& tx, unsigned level, std::uint64_t begin,
                               std::uint64_t end) {
  return level == 0 ? leaf_hashes(tx, begin, end) : tile_roots(tx, level - 1, begin, end);
}

std::uint64_t level_size(Transaction& tx, unsigned level) {
  if (level == 0) return read_head(tx).size();
  const auto key = std::to_string(level - 1);
  std::string size;
  tx.sql() << R"sql(
      select coalesce(max(number) + 1, 0)::text from tile_root where level = cast(:level as smallint)
    )sql",
      in(key, "level"), soci::into(size);
  return std::stoull(size);
}

void keep_tile_roots(Transaction& tx, std::uint64_t size) {
  for (unsigned level = 0; hashes_at(level + 1, size) > 0; ++level) {
    keep(tx, level, level_size(tx, level + 1), hashes_at(level + 1, size));
  }
}

}  // namespace relief::storage
