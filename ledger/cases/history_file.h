#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "ledger/cases/history_line.h"
#include "ledger/proof/merkle.h"

namespace relief {

/// A line of the file as it came.
struct RawLine {
  std::string text;
  bool too_long = false;  ///< Then its text is left out.
  bool ended = true;      ///< By a line feed.
};

/// A file of earlier books, a few thousand lines at a time. However long a line, no more of it than
/// a record may have is kept.
class HistoryFile {
 public:
  explicit HistoryFile(std::istream& file) : file_{file} {}

  /// None at the end.
  std::vector<RawLine> next();

 private:
  bool read_line(RawLine& line);

  std::istream& file_;
};

/// A line that was read: an entry with its canonical bytes, or what is wrong with it.
struct HistoryLine {
  std::optional<Entry> entry;
  std::string bytes;
  Hash leaf{};  ///< Of the bytes, in the tree that the import's signers sign.
  std::string fault;
};

std::vector<HistoryLine> read_lines(const std::vector<RawLine>& lines, const HistoryReader& reader);

}  // namespace relief
