#include "reconciliation/bytes.h"

#include <algorithm>
#include <utility>

namespace relief::reconciliation {

Bytes bytes_of(std::string_view text) {
  return [text](std::span<char> piece) mutable {
    const auto count = std::min(piece.size(), text.size());
    std::ranges::copy(text.substr(0, count), piece.begin());
    text.remove_prefix(count);
    return count;
  };
}

Bytes bytes_of(std::istream& stream) {
  return [&stream](std::span<char> piece) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    return static_cast<std::size_t>(stream.gcount());
  };
}

std::string peek(Bytes& bytes, std::size_t size) {
  std::string head(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const auto count = bytes(std::span{head}.subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  head.resize(filled);
  bytes = [first = head, at = std::size_t{0},
           rest = std::move(bytes)](std::span<char> piece) mutable {
    if (at == first.size()) return rest(piece);
    const auto count = first.copy(piece.data(), piece.size(), at);
    at += count;
    return count;
  };
  return head;
}

}  // namespace relief::reconciliation
