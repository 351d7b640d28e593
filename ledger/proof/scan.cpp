#include "ledger/proof/scan.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ledger/base/ascii.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"
#include "ledger/proof/canonical.h"

namespace relief {
namespace {

constexpr std::size_t longest_key = 32;
constexpr std::size_t longest_number = 15;

bool is_inside_key(char c) { return is_small_letter(c) || is_digit(c) || c == '_'; }

/// The characters that stand in a string as they are, and are whole in one byte.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x80; ++c) table[c] = c != '"' && c != '\\';
  return table;
}();

/// The escape `\u00xx` of a control character is for those that have no letter of their own.
bool has_letter(unsigned control) {
  return control == 0x08 || control == 0x09 || control == 0x0a || control == 0x0c ||
         control == 0x0d;
}

char of_letter(char letter) {
  switch (letter) {
    case 'b': return '\b';
    case 't': return '\t';
    case 'n': return '\n';
    case 'f': return '\f';
    case 'r': return '\r';
    default: return letter;  // A quote or a backslash.
  }
}

}  // namespace

/// Reads the bytes once, from the left; levels bound how deep it calls itself.
class Scanner {
 public:
  explicit Scanner(Scan& scan) : scan_{scan}, bytes_{scan.bytes_} {
    scan_.nodes_.reserve(bytes_.size() / 12 + 1);
  }

  void run() {
    require(bytes_.size() <= longest_canonical_bytes, Errc::malformed,
            "a record has at most 60,000 bytes");
    value(0, 0);
    demand(at_ == bytes_.size());
  }

 private:
  using Type = Scan::Type;

  static void demand(bool holds) {
    require(holds, Errc::malformed, "these bytes aren't JSON in its canonical form");
  }

  [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  void take(char c) {
    demand(peek() == c);
    ++at_;
  }

  void value(std::size_t level, std::uint8_t key_size) {
    const auto index = scan_.nodes_.size();
    scan_.nodes_.push_back({.type = Type::integer,
                            .key_size = key_size,
                            .escaped = false,
                            .begin = static_cast<std::uint32_t>(at_),
                            .end = 0,
                            .next = 0});
    switch (peek()) {
      case '{': object(level + 1); return close(index, Type::object);
      case '[': array(level + 1); return close(index, Type::array);
      case '"': scan_.nodes_[index].escaped = string(); return close(index, Type::string);
      case 't': word("true"); return close(index, Type::boolean);
      case 'f': word("false"); return close(index, Type::boolean);
      default: integer(); return close(index, Type::integer);
    }
  }

  void close(std::size_t index, Type type) {
    auto& node = scan_.nodes_[index];
    node.type = type;
    node.end = static_cast<std::uint32_t>(at_);
    node.next = static_cast<std::uint32_t>(scan_.nodes_.size());
  }

  void object(std::size_t level) {
    demand(level <= deepest_canonical_level);
    take('{');
    std::string_view before;
    while (peek() != '}') {
      if (!before.empty()) take(',');
      const auto name = key();
      demand(before < name);
      take(':');
      value(level, static_cast<std::uint8_t>(name.size()));
      before = name;
    }
    ++at_;
  }

  void array(std::size_t level) {
    demand(level <= deepest_canonical_level);
    take('[');
    for (bool first = true; peek() != ']'; first = false) {
      if (!first) take(',');
      value(level, 0);
    }
    ++at_;
  }

  std::string_view key() {
    take('"');
    const auto begin = at_;
    demand(is_small_letter(peek()));
    while (is_inside_key(peek())) ++at_;
    const auto name = bytes_.substr(begin, at_ - begin);
    demand(name.size() <= longest_key);
    take('"');
    return name;
  }

  /// Answers whether there was an escape.
  bool string() {
    take('"');
    const auto begin = at_;
    bool escaped = false;
    bool ascii = true;
    while (true) {
      while (at_ < bytes_.size() && plain[static_cast<unsigned char>(bytes_[at_])]) ++at_;
      const auto c = static_cast<unsigned char>(peek());
      if (c == '"') break;
      if (c == '\\') {
        escaped = true;
        escape();
      } else {
        demand(c >= 0x80);
        ascii = false;
        ++at_;
      }
    }
    demand(ascii || is_utf8(bytes_.substr(begin, at_ - begin)));
    ++at_;
    return escaped;
  }

  void escape() {
    take('\\');
    const char c = peek();
    ++at_;
    if (c != 'u') return demand(std::string_view{"\"\\btnfr"}.find(c) != std::string_view::npos);
    const auto digits = bytes_.substr(std::min(at_, bytes_.size()), 4);
    const auto code = digits.starts_with("00") ? from_hex(digits.substr(2)) : std::nullopt;
    demand(code && code->size() == 1);
    const auto control = static_cast<unsigned char>(code->front());
    demand(control < 0x20 && !has_letter(control));
    at_ += 4;
  }

  void word(std::string_view text) {
    demand(bytes_.substr(at_).starts_with(text));
    at_ += text.size();
  }

  void integer() {
    const bool negative = peek() == '-';
    if (negative) ++at_;
    const auto begin = at_;
    while (is_digit(peek())) ++at_;
    const auto digits = at_ - begin;
    demand(digits >= 1 && digits <= longest_number);
    demand(bytes_[begin] != '0' || (digits == 1 && !negative));
  }

  Scan& scan_;
  std::string_view bytes_;
  std::size_t at_ = 0;
};

Scan::Scan(std::string_view bytes) : bytes_{bytes} { Scanner{*this}.run(); }

std::string_view Scan::Value::bytes() const {
  const auto& [type, key_size, escaped, begin, end, next] = node();
  return scan_->bytes_.substr(begin, end - begin);
}

std::string_view Scan::Value::key() const {
  const std::size_t size = node().key_size;
  if (size == 0) return {};
  constexpr std::size_t quote_and_colon = 2;
  return scan_->bytes_.substr(node().begin - quote_and_colon - size, size);
}

std::string Scan::Value::text() const {
  require(type() == Type::string, Errc::malformed, "a value isn't a text where one has to be");
  const auto inner = bytes().substr(1, bytes().size() - 2);
  if (!node().escaped) return std::string{inner};
  std::string text;
  text.reserve(inner.size());
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\\') {
      text += inner[i];
    } else if (inner[++i] != 'u') {
      text += of_letter(inner[i]);
    } else {
      text += from_hex(inner.substr(i + 3, 2)).value();
      i += 4;
    }
  }
  return text;
}

std::uint64_t Scan::Value::count() const {
  require(type() == Type::integer && !bytes().starts_with('-'), Errc::malformed,
          "a value isn't a number where one has to be");
  std::uint64_t number = 0;
  std::from_chars(bytes().data(), bytes().data() + bytes().size(), number);
  return number;
}

std::size_t Scan::Value::size() const {
  std::size_t count = 0;
  for (auto each = begin(); each != end(); ++each) ++count;
  return count;
}

std::optional<Scan::Value> Scan::Value::find(std::string_view name) const {
  require(is_object(), Errc::malformed, "a value isn't an object where one has to be");
  for (const auto member : *this) {
    if (member.key() == name) return member;
  }
  return std::nullopt;
}

}  // namespace relief
