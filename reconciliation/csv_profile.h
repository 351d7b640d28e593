#pragma once

#include <map>
#include <string>
#include <string_view>

namespace relief::reconciliation {

/// How a bank's table says which way money moved.
enum class CsvSign {
  one_column,   ///< `amount`, negative for money out.
  two_columns,  ///< `debit` and `credit`.
  word,         ///< `amount`, and a word in `indicator`.
};

/// How a bank writes its tables. Plain values: a new bank is a new profile, not new code.
struct CsvProfile {
  using Names = std::map<std::string, std::string, std::less<>>;

  std::string charset;  ///< Empty: UTF-8, or what a byte order mark says.
  char separator = ',';
  char quote = '"';
  int skip_lines = 0;    ///< Before anything else.
  Names preamble;        ///< What is meant → the label in the first cell of its row.
  Names columns;         ///< What is meant → the title of the column.
  std::string account;   ///< Where the file doesn't say whose it is.
  std::string currency;  ///< Likewise.
  CsvSign sign = CsvSign::one_column;
  std::string debit_word;
  std::string credit_word;
  std::string date_format;  ///< "DD.MM.YYYY"
  char decimal = '.';
  std::string thousands;  ///< The mark between groups of three digits; empty for none.
  std::string footer;     ///< What stands first in the row behind the table.

  friend bool operator==(const CsvProfile&, const CsvProfile&) = default;
};

/// A profile as JSON. Throws Error{malformed} at the field that is wrong.
CsvProfile read_csv_profile(std::string_view json);

/// The profile of a file in a list of them, {"profiles": {name: profile}, "files": {file: name}}.
/// Throws Error{malformed}, and Error{not_found} for a file that isn't in the list.
CsvProfile csv_profile_of_file(std::string_view json, std::string_view file);

}  // namespace relief::reconciliation
