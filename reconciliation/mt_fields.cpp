#include "reconciliation/mt_fields.h"

#include <algorithm>

#include "ledger/base/ascii.h"

namespace relief::reconciliation {
namespace {

/// The tag of a line that begins a field, ":60F:" or ":940:"; empty for others.
std::string_view tag_of(std::string_view line) {
  constexpr std::size_t digits = 2;
  if (!line.starts_with(':')) return {};
  const auto end = line.find(':', 1);
  if (end == std::string_view::npos) return {};
  const auto tag = line.substr(1, end - 1);
  if (tag.size() < digits || tag.size() > digits + 1) return {};
  if (!std::ranges::all_of(tag.substr(0, digits), is_digit)) return {};
  return tag.size() == digits || is_digit(tag.back()) || is_capital(tag.back())
             ? tag
             : std::string_view{};
}

/// "-", "-}", and "-XXX" of a bank that was seen to write it.
bool is_end(std::string_view line) {
  if (!line.starts_with('-')) return false;
  constexpr std::size_t longest = 4;
  const auto rest = line.substr(1);
  return rest.starts_with('}') || (line.size() <= longest && std::ranges::all_of(rest, is_capital));
}

/// A line without the envelope of its message: "{1:F01…}{2:…}{4:".
std::string_view without_envelope(std::string_view line) {
  constexpr std::string_view text_block = "{4:";
  if (!line.starts_with('{')) return line;
  const auto at = line.find(text_block);
  return at == std::string_view::npos ? std::string_view{} : line.substr(at + text_block.size());
}

}  // namespace

std::optional<MtField> MtFields::next() {
  if (end_) return std::exchange(end_, std::nullopt);
  while (const auto line = lines_.next()) {
    if (auto field = take_line(*line)) return field;
    if (fault_) return {};
  }
  return lines_.fault() ? std::nullopt : std::exchange(field_, std::nullopt);
}

/// The field that this line ends, if it ends one.
std::optional<MtField> MtFields::take_line(std::string_view raw) {
  const bool is_envelope = raw.starts_with('{');
  const auto line = without_envelope(raw);
  if (const auto tag = tag_of(line); !tag.empty()) {
    bytes_ = line.size();
    return std::exchange(
        field_,
        MtField{std::string{tag}, {std::string{line.substr(tag.size() + 2)}}, lines_.number()});
  }
  if (is_end(line) || is_envelope) {
    MtField end{"", {""}, lines_.number()};
    if (!field_) return end;
    end_ = std::move(end);
    return std::exchange(field_, std::nullopt);
  }
  if (!field_ || line.empty()) return {};
  bytes_ += line.size() + sizeof(std::string);
  if (bytes_ > max_field_bytes) {
    fault_ = Fault{field_->place(), Reason::format_invalid, "the field is too long"};
    return {};
  }
  field_->lines.emplace_back(line);
  return {};
}

}  // namespace relief::reconciliation
