#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciliation/bytes.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// One tag of OFX 1 and the text behind it.
struct OfxTag {
  std::string name;
  bool closes = false;
  std::string text;  ///< UTF-8, without spaces around it.
};

/// The tags of OFX 1, forwards, in memory that doesn't grow.
class OfxTags {
 public:
  static constexpr std::size_t max_name_bytes = 64;
  static constexpr std::size_t max_text_bytes = std::size_t{64} * 1024;

  /// Begins with the header, which may name the character set.
  OfxTags(Bytes bytes, const std::string& charset);

  /// Nothing at the end, or at a fault.
  std::optional<OfxTag> next();

  /// Where the tag given last begins.
  [[nodiscard]] std::string place() const { return "line " + std::to_string(tag_line_); }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  std::optional<char> next_char();
  bool take_until(char end, std::size_t limit, std::string& text);
  std::nullopt_t fail(std::string sentence);

  Bytes bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;
  int line_ = 1;
  int tag_line_ = 1;
  bool is_begun_ = false;
  bool is_charset_known_ = false;
  std::optional<Fault> fault_;
};

}  // namespace relief::reconciliation
