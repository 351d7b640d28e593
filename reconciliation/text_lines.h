#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciliation/bytes.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// The lines of a text file in UTF-8, whatever it is written in, in memory that doesn't grow.
///
/// A byte order mark decides the character set, else the one that is named. Where neither does, a
/// line that isn't UTF-8 is taken for Windows-1254, the code page of Azerbaijani and Turkish
/// banks: its figures are the same in every one, and its letters are evidence only.
class TextLines {
 public:
  static constexpr std::size_t max_line_bytes = std::size_t{64} * 1024;

  /// `charset` may be empty. Throws Error{unsupported} for one that isn't known here.
  TextLines(Bytes bytes, const std::string& charset);

  /// The next line without its end, until the next call. Nothing at the end, or at a fault.
  std::optional<std::string_view> next();

  [[nodiscard]] int number() const { return number_; }  ///< Of the line given last, from 1.
  [[nodiscard]] std::string place() const { return "line " + std::to_string(number_); }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  void take_order_mark(const std::string& charset);
  bool fill();
  std::optional<std::string_view> checked(std::string_view line);
  std::nullopt_t fail(std::string sentence);

  Bytes bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;
  std::string line_;  // One that had to be decoded by itself.
  bool is_charset_known_ = false;
  int number_ = 0;
  std::optional<Fault> fault_;
};

}  // namespace relief::reconciliation
