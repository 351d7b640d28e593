#include "ledger/proof/canonical.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "ledger/base/ascii.h"
#include "ledger/base/error.h"
#include "ledger/base/text.h"

namespace relief {
namespace {

using nlohmann::json;

constexpr std::int64_t largest_integer = 999'999'999'999'999;  // 15 digits: exact in any double.

bool is_key(std::string_view text) {
  const auto is_inner = [](char c) {
    return is_small_letter(c) || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text.size() <= 32 && is_small_letter(text.front()) &&
         std::ranges::all_of(text, is_inner);
}

/// Appends the escape of a character that JSON can't hold as it is.
void append_escape(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\t': out += "\\t"; return;
    case '\n': out += "\\n"; return;
    case '\f': out += "\\f"; return;
    case '\r': out += "\\r"; return;
    default: out += "\\u00" + to_hex({&c, 1});
  }
}

/// Writes one value, in one pass, into one string.
class Writer {
 public:
  void write(const json& value, std::size_t level) {
    switch (value.type()) {
      case json::value_t::object: write_object(value, level + 1); break;
      case json::value_t::array: write_array(value, level + 1); break;
      case json::value_t::string: write_string(value.get_ref<const std::string&>()); break;
      case json::value_t::boolean: out_ += value.get<bool>() ? "true" : "false"; break;
      case json::value_t::number_integer: write_integer(value.get<std::int64_t>()); break;
      case json::value_t::number_unsigned: write_unsigned(value.get<std::uint64_t>()); break;
      default: require(false, Errc::malformed, "a record holds no null, no fraction, no exponent");
    }
    require(out_.size() <= longest_canonical_bytes, Errc::malformed,
            "a record has at most 60,000 bytes");
  }

  std::string take() && { return std::move(out_); }

 private:
  void write_object(const json& object, std::size_t level) {
    open('{', level);
    // The map is in byte order, which for ASCII keys is the UTF-16 order that JCS asks for.
    for (const auto& [key, value] : object.get_ref<const json::object_t&>()) {
      require(is_key(key), Errc::malformed,
              "a key is a small letter and at most 31 small letters, digits or underscores");
      separate();
      out_.append(1, '"').append(key).append("\":");
      write(value, level);
    }
    out_ += '}';
  }

  void write_array(const json& array, std::size_t level) {
    open('[', level);
    for (const auto& value : array) {
      separate();
      write(value, level);
    }
    out_ += ']';
  }

  void write_string(std::string_view text) {
    require(is_utf8(text), Errc::malformed, "a text isn't valid UTF-8");
    out_ += '"';
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out_ += text.substr(plain_from, i - plain_from);
      append_escape(out_, text[i]);
      plain_from = i + 1;
    }
    out_.append(text.substr(plain_from)).append(1, '"');
  }

  void write_unsigned(std::uint64_t number) {
    require(number <= static_cast<std::uint64_t>(largest_integer), Errc::malformed, too_long);
    write_integer(static_cast<std::int64_t>(number));
  }

  void write_integer(std::int64_t number) {
    require(-largest_integer <= number && number <= largest_integer, Errc::malformed, too_long);
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    out_.append(digits.data(), end);
  }

  void open(char bracket, std::size_t level) {
    require(level <= deepest_canonical_level, Errc::malformed, "a record has at most 8 levels");
    out_ += bracket;
  }

  /// A comma, unless this is the first element after its bracket.
  void separate() {
    if (out_.back() != '{' && out_.back() != '[') out_ += ',';
  }

  static constexpr std::string_view too_long = "an integer has at most 15 digits";

  std::string out_;
};

}  // namespace

std::string canonical(const json& value) {
  Writer writer;
  writer.write(value, 0);
  return std::move(writer).take();
}

json parse_canonical(std::string_view bytes) {
  require(bytes.size() <= longest_canonical_bytes, Errc::malformed,
          "a record has at most 60,000 bytes");
  // The library neither parses nor destroys recursively, so depth can't exhaust the stack; of two
  // equal keys it drops one, so that the comparison fails.
  auto value = json::parse(bytes, nullptr, false);
  require(!value.is_discarded(), Errc::malformed, "this isn't JSON");
  require(canonical(value) == bytes, Errc::malformed, "this JSON isn't in its canonical form");
  return value;
}

}  // namespace relief
