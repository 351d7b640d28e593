#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciliation/text_lines.h"

namespace relief::reconciliation {

/// One field of a SWIFT message: ":86:" and its lines.
struct MtField {
  std::string tag;  ///< "86", "60F"; empty where a message ends.
  std::vector<std::string> lines;
  int line = 0;  ///< Of the file, where it begins.

  [[nodiscard]] bool ends_message() const { return tag.empty(); }
  [[nodiscard]] const std::string& text() const { return lines.front(); }
  [[nodiscard]] std::string place() const {
    return "line " + std::to_string(line) + (tag.empty() ? "" : ": :" + tag + ":");
  }
};

/// The fields of a file of SWIFT messages, with or without their envelopes. Whatever stands before
/// a message, or between two, is skipped: banks put letterheads there.
class MtFields {
 public:
  static constexpr std::size_t max_field_bytes = std::size_t{64} * 1024;

  explicit MtFields(TextLines lines) : lines_{std::move(lines)} {}

  /// Nothing at the end, or at a fault.
  std::optional<MtField> next();

  [[nodiscard]] const std::optional<Fault>& fault() const {
    return fault_ ? fault_ : lines_.fault();
  }

 private:
  std::optional<MtField> take_line(std::string_view line);

  TextLines lines_;
  std::optional<MtField> field_;  // The one whose lines are being read.
  std::optional<MtField> end_;    // An end of a message that is given out next.
  std::size_t bytes_ = 0;
  std::optional<Fault> fault_;
};

}  // namespace relief::reconciliation
