#include "reconciliation/csv_rows.h"

#include <algorithm>

#include "ledger/base/ascii.h"

namespace relief::reconciliation {

bool CsvRow::is_blank() const {
  return std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); });
}

void CsvRows::skip(int lines) {
  for (int i = 0; i < lines && lines_.next(); ++i) {
  }
}

std::optional<CsvRow> CsvRows::next() {
  CsvRow row;
  std::string cell;
  bool is_quoted = false;
  std::size_t bytes = 0;
  while (const auto line = lines_.next()) {
    if (row.line == 0) row.line = lines_.number();
    bytes += line->size() + 1;
    if (bytes > max_row_bytes) return fail(row, "the row is too long");
    if (!take_line(*line, row, cell, is_quoted)) return fail(row, "the row has too many cells");
    if (!is_quoted) return row;
    cell += '\n';
  }
  if (lines_.fault() || row.line == 0) return {};
  return fail(row, "a quote isn't closed");
}

/// The cells of one line. Where a quote is still open, the last goes on in the next line.
bool CsvRows::take_line(std::string_view line, CsvRow& row, std::string& cell, bool& is_quoted) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == quote_ && is_quoted && at + 1 < line.size() && line[at + 1] == quote_) {
      cell += c;
      ++at;
    } else if (c == quote_) {
      is_quoted = !is_quoted;
    } else if (c == separator_ && !is_quoted) {
      row.cells.push_back(trimmed(std::exchange(cell, {})));
      if (row.cells.size() == max_cells) return false;
    } else {
      cell += c;
    }
  }
  if (!is_quoted) row.cells.push_back(trimmed(std::exchange(cell, {})));
  return true;
}

std::nullopt_t CsvRows::fail(const CsvRow& row, std::string sentence) {
  fault_ = Fault{row.place(), Reason::format_invalid, std::move(sentence)};
  return std::nullopt;
}

}  // namespace relief::reconciliation
