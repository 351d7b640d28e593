#include "ledger/cases/history_file.h"

#include <utility>

#include "ledger/proof/canonical.h"

namespace relief {
namespace {

constexpr std::size_t lines_at_once = 4096;
/// What a record has besides its entry.
constexpr std::size_t envelope_bytes = 512;
constexpr std::size_t entry_bytes_max = longest_canonical_bytes - envelope_bytes;
/// Blanks, and the names for which identifiers stand in the record.
constexpr std::size_t line_bytes_max = 4 * longest_canonical_bytes;

HistoryLine read_line(const RawLine& line, const HistoryReader& reader) {
  HistoryLine read{};
  try {
    require(!line.too_long, Errc::malformed, "the line is longer than a record may be");
    auto entry = reader.read(line.text);
    read.bytes = entry_bytes(entry);
    require(read.bytes.size() <= entry_bytes_max, Errc::malformed,
            "the entry is longer than a record may be");
    read.leaf = leaf_hash(read.bytes);
    read.entry = std::move(entry);
  } catch (const Error& error) {
    read.fault = error.what();
    if (!line.ended) read.fault += ", and the file ends in the middle of this line";
  }
  return read;
}

}  // namespace

bool HistoryFile::read_line(RawLine& line) {
  auto& buffer = *file_.rdbuf();
  for (int c = buffer.sbumpc(); c != '\n'; c = buffer.sbumpc()) {
    if (c == std::char_traits<char>::eof()) {
      line.ended = false;
      return !line.text.empty() || line.too_long;
    }
    if (line.text.size() == line_bytes_max) {
      line.too_long = true;
      line.text.clear();
    }
    if (!line.too_long) line.text += static_cast<char>(c);
  }
  return true;
}

std::vector<RawLine> HistoryFile::next() {
  std::vector<RawLine> lines;
  std::size_t bytes = 0;
  while (lines.size() < lines_at_once && bytes < lines_at_once * 1024) {
    RawLine line;
    if (!read_line(line)) break;
    bytes += line.text.size();
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<HistoryLine> read_lines(const std::vector<RawLine>& lines,
                                    const HistoryReader& reader) {
  std::vector<HistoryLine> all;
  all.reserve(lines.size());
  for (const auto& line : lines) all.push_back(read_line(line, reader));
  return all;
}

}  // namespace relief
