#include "reconciliation/text_lines.h"

#include <array>
#include <utility>

#include "ledger/base/text.h"
#include "reconciliation/charset.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t piece_bytes = std::size_t{16} * 1024;
const std::string guess = "windows-1254";

/// A byte order mark and what it says.
struct OrderMark {
  std::string_view bytes;
  const char* charset;
};

constexpr std::array order_marks{
    OrderMark{"\xef\xbb\xbf", "UTF-8"},
    OrderMark{"\xff\xfe", "UTF-16LE"},
    OrderMark{"\xfe\xff", "UTF-16BE"},
};

bool is_plain(const std::string& charset) {
  return charset == "UTF-8" || charset == "utf-8" || charset == "utf-8-sig";
}

}  // namespace

TextLines::TextLines(Bytes bytes, const std::string& charset) : bytes_{std::move(bytes)} {
  take_order_mark(charset);
}

void TextLines::take_order_mark(const std::string& charset) {
  constexpr std::size_t longest_mark = 3;
  const auto head = peek(bytes_, longest_mark);
  auto named = charset;
  for (const auto& mark : order_marks) {
    if (!head.starts_with(mark.bytes)) continue;
    named = mark.charset;
    std::string skipped(mark.bytes.size(), '\0');
    bytes_(skipped);
    break;
  }
  is_charset_known_ = !named.empty();
  if (is_charset_known_ && !is_plain(named)) bytes_ = decoded(std::move(bytes_), named);
}

std::optional<std::string_view> TextLines::next() {
  if (fault_) return {};
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos && buffer_.size() - at_ <= max_line_bytes && fill()) {
    end = buffer_.find('\n', at_);
  }
  if (taken_ > max_file_bytes) return fail("the file is too large");
  if (end == std::string::npos && at_ == buffer_.size()) return {};
  ++number_;
  const auto length = std::min(end, buffer_.size()) - at_;
  if (length > max_line_bytes) return fail("the line is too long");

  auto line = std::string_view{buffer_}.substr(at_, length);
  at_ = std::min(at_ + length + 1, buffer_.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return checked(line);
}

/// More bytes behind those that aren't given out yet; false at the end.
bool TextLines::fill() {
  buffer_.erase(0, std::exchange(at_, 0));
  const auto before = buffer_.size();
  buffer_.resize(before + piece_bytes);
  const auto count = bytes_(std::span{buffer_}.subspan(before));
  buffer_.resize(before + count);
  taken_ += count;
  return count > 0;
}

std::optional<std::string_view> TextLines::checked(std::string_view line) {
  if (line.find('\0') != std::string_view::npos) return fail("the line holds a zero byte");
  if (is_utf8(line)) return line;
  if (is_charset_known_) return fail("the text isn't in the file's character set");
  line_ = decoded(line, guess);
  // What no letter is in the code page is no letter of the text.
  for (auto at = line_.find(undecodable); at != std::string::npos; at = line_.find(undecodable)) {
    line_.replace(at, 1, "?");
  }
  return line_;
}

std::nullopt_t TextLines::fail(std::string sentence) {
  fault_ = Fault{place(), Reason::format_invalid, std::move(sentence)};
  return std::nullopt;
}

}  // namespace relief::reconciliation
