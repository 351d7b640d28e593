#pragma once

#include <string>
#include <string_view>

namespace relief::pages {

/// A page's language: "az" unless "en" was asked for.
class Words {
 public:
  explicit Words(std::string_view lang) : english_{lang == "en"} {}

  [[nodiscard]] std::string_view lang() const { return english_ ? "en" : "az"; }

  /// The text of a key in this language. A key that no catalogue has is our fault.
  [[nodiscard]] std::string operator()(std::string_view key) const;

 private:
  bool english_;
};

}  // namespace relief::pages
