#include "ledger/proof/tiles.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <utility>

#include "ledger/base/error.h"
#include "ledger/proof/big_endian.h"
#include "ledger/proof/lines.h"

namespace relief {
namespace {

constexpr unsigned highest_level = 63;
constexpr unsigned bits_of_level = 8;  // 256 hashes a tile.
constexpr unsigned levels_in_use = 8;  // Above, no log is long enough for a hash.
constexpr std::size_t longest_record = 65'535;

std::string three_digits(std::uint64_t number) {
  const auto digits = std::to_string(number);
  return std::string(3 - digits.size(), '0') + digits;
}

/// "x001/x234/067": groups of three digits, an x before each but the last.
std::string index_path(std::uint64_t index) {
  auto path = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) {
    path.insert(0, "x" + three_digits(index % 1000) + "/");
  }
  return path;
}

std::string place(std::uint64_t index, unsigned width) {
  ensure(width >= 1 && width <= full_tile_width, "a tile holds 1 to 256 hashes");
  const auto path = index_path(index);
  return width == full_tile_width ? path : path + ".p/" + std::to_string(width);
}

/// The number at the head of `digits`, or one too large for anything where there is none. Whether
/// it is spelt as it should be shows when the path is written again.
std::uint64_t number_in(std::string_view digits) {
  std::uint64_t number = largest_count;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::uint64_t index_in(std::string_view path) {
  require(path.size() <= 32, Errc::malformed, "there is no tile of this path");
  std::string digits;
  std::ranges::copy_if(path, std::back_inserter(digits),
                       [](char c) { return c != 'x' && c != '/'; });
  return number_in(digits);
}

/// Reads "005" or "005.p/112" into the tile.
void read_place(std::string_view path, Tile& tile) {
  const auto partial = path.find(".p/");
  tile.index = index_in(path.substr(0, partial));
  if (partial == std::string_view::npos) return;
  const auto width = number_in(path.substr(partial + 3));
  require(width >= 1 && width < full_tile_width, Errc::malformed, "there is no tile of this width");
  tile.width = static_cast<unsigned>(width);
}

/// The root of the complete subtree of 2^height leaves from `begin` on.
Hash complete_root(const LevelHashes& hashes, std::uint64_t begin, unsigned height) {
  const auto level = height / bits_of_level;
  const auto first = begin >> (level * bits_of_level);
  const auto count = std::uint64_t{1} << (height % bits_of_level);
  const auto row = hashes(level, first, first + count);
  ensure(row.size() == count, "every hash of a signed tree is kept");
  return root_of(row);
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, unsigned width) {
  ensure(level <= highest_level, "a tile's level is at most 63");
  return "tile/" + std::to_string(level) + '/' + place(index, width);
}

std::string entries_path(std::uint64_t index, unsigned width) {
  return "tile/entries/" + place(index, width);
}

Tile parse_tile_path(std::string_view path) {
  const auto rest = after("tile/", path);
  const auto slash = std::min(rest.find('/'), rest.size());
  const auto level = number_in(rest.substr(0, slash));
  require(level <= highest_level && slash < rest.size(), Errc::malformed,
          "there is no tile of this path");
  Tile tile{static_cast<unsigned>(level)};
  read_place(rest.substr(slash + 1), tile);
  require(tile_path(tile.level, tile.index, tile.width) == path, Errc::malformed,
          "there is no tile of this path");
  return tile;
}

Tile parse_entries_path(std::string_view path) {
  Tile tile;
  read_place(after("tile/entries/", path), tile);
  require(entries_path(tile.index, tile.width) == path, Errc::malformed,
          "there is no bundle of this path");
  return tile;
}

std::vector<Tile> tiles_of(std::uint64_t size) {
  std::vector<Tile> tiles;
  for (unsigned level = 0; size > 0; ++level, size /= full_tile_width) {
    const auto full = size / full_tile_width;
    const auto partial = static_cast<unsigned>(size % full_tile_width);
    for (std::uint64_t index = 0; index < full; ++index) tiles.push_back({level, index});
    if (partial > 0) tiles.push_back({level, full, partial});
  }
  return tiles;
}

std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  return level < levels_in_use ? size >> (level * bits_of_level) : 0;
}

bool is_within(const Tile& tile, std::uint64_t size) {
  const auto count = hashes_at(tile.level, size);
  return tile.index <= count / full_tile_width &&
         tile.index * full_tile_width + tile.width <= count;
}

Sizes sizes_ending_in(const Tile& tile) {
  ensure(tile.level < levels_in_use, "a log has tiles of eight levels");
  const auto count = tile.index * full_tile_width + tile.width;
  const auto shift = tile.level * bits_of_level;
  return {count << shift, (count + 1) << shift};
}

SubtreeRoot subtree_roots(LevelHashes hashes) {
  return [hashes = std::move(hashes)](std::uint64_t begin, std::uint64_t end) {
    ensure(begin < end, "a subtree has leaves");
    std::vector<Hash> roots;  // Of the complete subtrees side by side, the largest first.
    while (begin < end) {
      const auto size = std::bit_floor(end - begin);
      roots.push_back(complete_root(hashes, begin, static_cast<unsigned>(std::countr_zero(size))));
      begin += size;
    }
    auto root = roots.back();
    for (auto i = roots.size() - 1; i > 0; --i) root = node_hash(roots[i - 1], root);
    return root;
  };
}

std::string tile_bytes(std::span<const Hash> hashes) {
  require(!hashes.empty() && hashes.size() <= full_tile_width, Errc::malformed,
          "a tile holds 1 to 256 hashes");
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Hash));
  for (const auto& hash : hashes) bytes += as_bytes(hash);
  return bytes;
}

std::vector<Hash> hashes_of_tile(std::string_view bytes) {
  require(!bytes.empty() && bytes.size() % sizeof(Hash) == 0 &&
              bytes.size() <= full_tile_width * sizeof(Hash),
          Errc::malformed, "a tile holds 1 to 256 hashes");
  std::vector<Hash> hashes;
  hashes.reserve(bytes.size() / sizeof(Hash));
  for (; !bytes.empty(); bytes.remove_prefix(sizeof(Hash))) {
    hashes.push_back(hash_of(bytes.substr(0, sizeof(Hash))));
  }
  return hashes;
}

std::string entry_bundle(std::span<const std::string> records) {
  std::string bundle;
  for (const auto& record : records) {
    require(record.size() <= longest_record, Errc::too_large, "a record has at most 65,535 bytes");
    bundle += static_cast<char>(record.size() >> 8U);
    bundle += static_cast<char>(record.size() & 0xffU);
    bundle += record;
  }
  return bundle;
}

std::vector<std::string_view> records_of_bundle(std::string_view bundle) {
  std::vector<std::string_view> records;
  while (!bundle.empty()) {
    require(bundle.size() >= 2 && records.size() < full_tile_width, Errc::malformed,
            "a bundle holds 1 to 256 records");
    const auto length = from_big_endian(bundle.substr(0, 2));
    bundle.remove_prefix(2);
    require(length > 0 && length <= bundle.size(), Errc::malformed,
            "a record of a bundle is empty or cut short");
    records.push_back(bundle.substr(0, length));
    bundle.remove_prefix(length);
  }
  require(!records.empty(), Errc::malformed, "a bundle holds 1 to 256 records");
  return records;
}

}  // namespace relief
