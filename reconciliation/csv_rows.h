#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciliation/text_lines.h"

namespace relief::reconciliation {

/// One row of a table: its cells without spaces around them.
struct CsvRow {
  std::vector<std::string> cells;
  int line = 0;  ///< Of the file, where it begins.

  [[nodiscard]] std::string place() const { return "line " + std::to_string(line); }
  /// An empty text where the row is shorter.
  [[nodiscard]] std::string_view cell(std::size_t index) const {
    return index < cells.size() ? std::string_view{cells[index]} : std::string_view{};
  }
  [[nodiscard]] bool is_blank() const;
};

/// The rows of a table (RFC 4180): quoted cells may hold separators, line ends and quotes.
class CsvRows {
 public:
  static constexpr std::size_t max_cells = 500;
  static constexpr std::size_t max_row_bytes = std::size_t{64} * 1024;

  CsvRows(TextLines lines, char separator, char quote)
      : lines_{std::move(lines)}, separator_{separator}, quote_{quote} {}

  /// Passes over lines that belong to no table.
  void skip(int lines);
  /// Nothing at the end, or at a fault.
  std::optional<CsvRow> next();

  [[nodiscard]] const std::optional<Fault>& fault() const {
    return fault_ ? fault_ : lines_.fault();
  }

 private:
  bool take_line(std::string_view line, CsvRow& row, std::string& cell, bool& is_quoted);
  std::nullopt_t fail(const CsvRow& row, std::string sentence);

  TextLines lines_;
  char separator_;
  char quote_;
  std::optional<Fault> fault_;
};

}  // namespace relief::reconciliation
