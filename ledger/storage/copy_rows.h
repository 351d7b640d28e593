#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "ledger/base/text.h"

namespace relief::storage {

/// Rows in PostgreSQL's text format of COPY, built field by field.
class CopyRows {
 public:
  CopyRows& add(std::string_view text) {
    next();
    for (const char c : text) {
      if (c == '\\' || c == '\t' || c == '\n' || c == '\r') text_ += '\\';
      text_ += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
    }
    return *this;
  }
  template <class Integer>
  requires std::is_integral_v<Integer> CopyRows& add(Integer number) {
    next();
    text_ += std::to_string(number);
    return *this;
  }
  CopyRows& add_bytes(std::string_view bytes) {
    next();
    text_.append("\\\\x").append(to_hex(bytes));
    return *this;
  }
  void end_row() {
    text_ += '\n';
    at_start_ = true;
  }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  void next() {
    if (!at_start_) text_ += '\t';
    at_start_ = false;
  }
  std::string text_;
  bool at_start_ = true;
};

}  // namespace relief::storage
