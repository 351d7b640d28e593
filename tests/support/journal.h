#pragma once

#include <sstream>
#include <string>
#include <utility>

namespace relief::test {

/// A file of earlier books, line by line.
class Journal {
 public:
  /// `place` is named as the file names it.
  explicit Journal(std::string place = "Bank") : place_{std::move(place)} {}

  /// A gift that came, or was spent on a person where the amount is below zero.
  Journal& entry(const std::string& on, const std::string& item, int units) {
    const auto amount = std::to_string(units);
    const auto other = std::to_string(-units);
    const auto* account = units > 0 ? "4100" : "5100";
    return line(R"({"on":")" + on + R"(","lines":[{"a":"1100","p":")" + place_ +
                R"(","f":"general","i":")" + item + R"(","m":")" + amount + R"("},{"a":")" +
                account + R"(","c":"AZN","f":"general","i":")" + item + R"(","m":")" + other +
                R"("}]})");
  }
  Journal& line(const std::string& text) {
    text_ += text + "\n";
    return *this;
  }
  [[nodiscard]] std::istringstream file() const { return std::istringstream{text_}; }

 private:
  std::string place_;
  std::string text_;
};

}  // namespace relief::test
