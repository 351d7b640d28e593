#pragma once

#include <string>
#include <string_view>
#include <type_traits>

namespace relief::storage {

/// A PostgreSQL array literal, built element by element and bound as one text parameter: SOCI's own
/// bulk operations run one statement a row.
class Array {
 public:
  void add(std::string_view text) {
    next();
    text_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  template <class Integer>
  requires std::is_integral_v<Integer>
  void add(Integer number) {
    next();
    text_ += std::to_string(number);
  }
  [[nodiscard]] const std::string& text() {
    if (!closed_) text_ += '}';
    closed_ = true;
    return text_;
  }

 private:
  void next() {
    if (text_.size() > 1) text_ += ',';
  }
  std::string text_ = "{";
  bool closed_ = false;
};

}  // namespace relief::storage
