#include "ledger/base/text_pool.h"

#include <functional>
#include <limits>

#include "ledger/base/error.h"

namespace relief {
namespace {

constexpr std::size_t page_bytes = 1U << 16U;

}  // namespace

std::string_view TextPool::operator[](Number number) const {
  const std::size_t begin = begins_[number];
  const std::string_view page{pages_[begin / page_bytes]};
  const std::size_t next = number + 1U;
  const bool ends_page = next == begins_.size() || begins_[next] / page_bytes != begin / page_bytes;
  const auto end = ends_page ? page.size() : begins_[next] % page_bytes;
  return page.substr(begin % page_bytes, end - begin % page_bytes);
}

std::size_t TextPool::slot_of(std::string_view text) const {
  const auto last = slots_.size() - 1;  // There are 2^n of them, and one is always free.
  auto slot = std::hash<std::string_view>{}(text)&last;
  while (slots_[slot] != 0 && (*this)[slots_[slot] - 1] != text) slot = (slot + 1) & last;
  return slot;
}

std::optional<TextPool::Number> TextPool::find(std::string_view text) const {
  const auto slot = slots_[slot_of(text)];
  if (slot == 0) return std::nullopt;
  return slot - 1;
}

TextPool::Number TextPool::add(std::string_view text) {
  const auto slot = slot_of(text);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  require(text.size() < page_bytes, Errc::too_large, "an identifier is too long");
  if (pages_.empty() || pages_.back().size() + text.size() >= page_bytes) {
    pages_.emplace_back().reserve(page_bytes);
  }
  const auto begin = (pages_.size() - 1) * page_bytes + pages_.back().size();
  require(begin <= std::numeric_limits<std::uint32_t>::max(), Errc::too_large,
          "there are too many identifiers");
  pages_.back().append(text);
  begins_.push_back(static_cast<std::uint32_t>(begin));
  slots_[slot] = static_cast<std::uint32_t>(begins_.size());
  if (begins_.size() * 4 > slots_.size() * 3) grow();
  return static_cast<Number>(begins_.size() - 1);
}

void TextPool::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (Number number = 0; number < begins_.size(); ++number) {
    slots_[slot_of((*this)[number])] = number + 1;
  }
}

}  // namespace relief
