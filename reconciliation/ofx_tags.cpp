#include "reconciliation/ofx_tags.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/base/text.h"
#include "reconciliation/charset.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t header_bytes = 1024;
constexpr std::size_t read_bytes = std::size_t{16} * 1024;

/// The value of "KEY:VALUE" in the header, in whatever lines it is written.
std::string header_value(std::string_view header, std::string_view key) {
  const auto at = header.find(key);
  if (at == std::string_view::npos) return {};
  const auto value = header.substr(at + key.size());
  return std::string{value.substr(0, value.find_first_of(" \t\r\n<"))};
}

/// What the header says of letters; empty where it says nothing.
std::string charset_of(std::string_view head) {
  const auto header = head.substr(0, head.find("<OFX"));
  const auto encoding = header_value(header, "ENCODING:");
  if (encoding == "UTF-8" || encoding == "UNICODE") return "UTF-8";
  const auto charset = header_value(header, "CHARSET:");
  if (charset.empty() || charset == "NONE") return {};
  if (std::ranges::all_of(charset, [](char c) { return c >= '0' && c <= '9'; })) {
    return "windows-" + charset;
  }
  return charset.starts_with("8859") || charset.starts_with("ISO") ? "ISO-8859-1" : charset;
}

struct Escape {
  std::string_view name;
  std::string_view text;
};

/// Those of OFX 1; & itself last.
constexpr std::array escapes{Escape{"&lt;", "<"}, Escape{"&gt;", ">"}, Escape{"&nbsp;", " "},
                             Escape{"&amp;", "&"}};

void unescape(std::string& text) {
  for (const auto& escape : escapes) {
    for (auto at = text.find(escape.name); at != std::string::npos;
         at = text.find(escape.name, at + 1)) {
      text.replace(at, escape.name.size(), escape.text);
    }
  }
}

void trim(std::string& text) {
  constexpr std::string_view spaces = " \t\r\n";
  text.erase(text.find_last_not_of(spaces) + 1);
  text.erase(0, std::min(text.find_first_not_of(spaces), text.size()));
}

}  // namespace

OfxTags::OfxTags(Bytes bytes, const std::string& charset) : bytes_{std::move(bytes)} {
  auto named = charset_of(peek(bytes_, header_bytes));
  if (named.empty() || !is_charset(named)) named = charset;
  is_charset_known_ = !named.empty();
  if (is_charset_known_ && named != "UTF-8") bytes_ = decoded(std::move(bytes_), named);
}

std::optional<OfxTag> OfxTags::next() {
  if (fault_) return {};
  std::string skipped;
  if (!std::exchange(is_begun_, true) && !take_until('<', max_text_bytes, skipped)) {
    return fail("the file has no statement");
  }
  OfxTag tag;
  tag_line_ = line_;
  if (!take_until('>', max_name_bytes, tag.name)) {
    if (!fault_ && !tag.name.empty()) return fail("the file ends inside a tag");
    return {};
  }
  tag.closes = tag.name.starts_with('/');
  if (tag.closes) tag.name.erase(0, 1);
  trim(tag.name);
  take_until('<', max_text_bytes, tag.text);
  if (fault_) return {};
  if (!is_utf8(tag.text)) {
    if (is_charset_known_) return fail("the text isn't in the file's character set");
    tag.text = decoded(tag.text, "windows-1252");  // What OFX calls its usual one.
    std::ranges::replace(tag.text, undecodable, '?');
  }
  unescape(tag.text);
  trim(tag.text);
  return tag;
}

std::optional<char> OfxTags::next_char() {
  if (at_ == buffer_.size()) {
    buffer_.resize(read_bytes);
    buffer_.resize(bytes_(buffer_));
    at_ = 0;
    taken_ += buffer_.size();
    if (taken_ > max_file_bytes) fail("the file is too large");
    if (buffer_.empty() || fault_) return {};
  }
  const char c = buffer_[at_++];
  if (c == '\n') ++line_;
  return c;
}

/// All up to `end`, which is taken too; false where the file ends before it.
bool OfxTags::take_until(char end, std::size_t limit, std::string& text) {
  for (auto c = next_char(); c; c = next_char()) {
    if (*c == end) return true;
    if (text.size() == limit) {
      fail("a text is too long");
      return false;
    }
    text += *c;
  }
  return false;
}

std::nullopt_t OfxTags::fail(std::string sentence) {
  if (!fault_)
    fault_ = Fault{"line " + std::to_string(line_), Reason::format_invalid, std::move(sentence)};
  return std::nullopt;
}

}  // namespace relief::reconciliation
