#include "reconciliation/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include "ledger/base/error.h"

namespace relief::reconciliation {
namespace {

/// iconv's own value for "none".
iconv_t no_conversion() {
  return reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): POSIX says so
}

/// From one character set to UTF-8, piece by piece.
class Conversion {
 public:
  explicit Conversion(const std::string& charset)
      : handle_{iconv_open("UTF-8", charset.c_str())},
        unit_{charset.starts_with("UTF-16") ? 2U : 1U} {
    require(handle_ != no_conversion(), Errc::unsupported, "no such character set is known here");
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() { iconv_close(handle_); }

  /// Adds what `bytes` are to `text`. A character that a piece cuts waits for the next.
  void add(std::string_view bytes, std::string& text) {
    rest_.append(bytes);
    std::size_t at = 0;
    while (at < rest_.size()) {
      if (!convert(at, text)) break;
    }
    rest_.erase(0, at);
  }

  /// The end of the bytes: what still waits is no character.
  void end(std::string& text) {
    if (!std::exchange(rest_, {}).empty()) text += undecodable;
  }

 private:
  /// One step from `at` on; false where only the beginning of a character is left.
  bool convert(std::size_t& at, std::string& text) {
    std::array<char, 4096> out{};
    char* from = rest_.data() + at;
    std::size_t from_size = rest_.size() - at;
    char* to = out.data();
    std::size_t to_size = out.size();
    const auto got = iconv(handle_, &from, &from_size, &to, &to_size);
    const int error = got == static_cast<std::size_t>(-1) ? errno : 0;
    text.append(out.data(), out.size() - to_size);
    at = rest_.size() - from_size;
    if (error == EINVAL) return false;
    if (error == EILSEQ) {
      text += undecodable;
      at = std::min(at + unit_, rest_.size());
    }
    return true;
  }

  iconv_t handle_;
  std::size_t unit_;  // How many bytes to skip over what is no character.
  std::string rest_;
};

/// Gives decoded bytes out as they are asked for.
class Decoder {
 public:
  Decoder(Bytes bytes, const std::string& charset)
      : bytes_{std::move(bytes)}, conversion_{charset} {}

  std::size_t read(std::span<char> piece) {
    while (at_ == ready_.size() && !is_over_) refill();
    const auto count = std::min(piece.size(), ready_.size() - at_);
    std::copy_n(ready_.data() + at_, count, piece.data());
    at_ += count;
    return count;
  }

 private:
  void refill() {
    std::array<char, 4096> raw{};
    const auto count = bytes_(raw);
    ready_.clear();
    at_ = 0;
    is_over_ = count == 0;
    if (is_over_) {
      conversion_.end(ready_);
    } else {
      conversion_.add({raw.data(), count}, ready_);
    }
  }

  Bytes bytes_;
  Conversion conversion_;
  std::string ready_;
  std::size_t at_ = 0;
  bool is_over_ = false;
};

}  // namespace

bool is_charset(const std::string& name) {
  const auto handle = iconv_open("UTF-8", name.c_str());
  if (handle == no_conversion()) return false;
  iconv_close(handle);
  return true;
}

Bytes decoded(Bytes bytes, const std::string& charset) {
  const auto decoder = std::make_shared<Decoder>(std::move(bytes), charset);
  return [decoder](std::span<char> piece) { return decoder->read(piece); };
}

std::string decoded(std::string_view text, const std::string& charset) {
  Conversion conversion{charset};
  std::string result;
  conversion.add(text, result);
  conversion.end(result);
  return result;
}

}  // namespace relief::reconciliation
