#include "reconciliation/match_near.h"

#include <algorithm>
#include <bit>

#include "ledger/aid/check_digits.h"

namespace relief::reconciliation {
namespace {

constexpr std::string_view prefix = "RF";
constexpr std::size_t beyond_prefix = 3;  // A slip in "RF" reaches as far as a swap with the next.

char without_confusion(char c) { return c == 'O' ? '0' : c == 'I' ? '1' : c; }

std::string without_confusions(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), without_confusion);
  return result;
}

/// FNV-1a: the same number on every machine.
std::uint64_t hash_of(std::string_view text, std::size_t left_out = std::string_view::npos) {
  std::uint64_t hash = 14695981039346656037U;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == left_out) continue;
    hash = (hash ^ static_cast<unsigned char>(without_confusion(text[i]))) * 1099511628211U;
  }
  return hash;
}

bool is_swap(std::string_view a, std::string_view b) {
  const auto [at, other] = std::ranges::mismatch(a, b);
  const auto rest = static_cast<std::size_t>(a.end() - at);
  return rest >= 2 && at[0] == other[1] && at[1] == other[0] &&
         std::equal(at + 2, a.end(), other + 2);
}

/// Whether `longer` is `shorter` with one character more.
bool is_one_more(std::string_view longer, std::string_view shorter) {
  const auto [at, other] = std::ranges::mismatch(longer, shorter);
  return std::equal(at + 1, longer.end(), other, shorter.end());
}

constexpr std::string_view digits = "0123456789";

bool has_only_digits(std::string_view reference) {
  return reference.find_first_not_of(digits, prefix.size()) == reference.npos;
}

}  // namespace

bool is_one_slip(std::string_view a, std::string_view b) {
  if (a == b) return false;
  if (a.size() == b.size()) {
    const auto differing =
        std::ranges::count_if(a, [&, i = std::size_t{0}](char c) mutable { return c != b[i++]; });
    return differing == 1 || is_swap(a, b) || without_confusions(a) == without_confusions(b);
  }
  if (a.size() == b.size() + 1) return is_one_more(a, b);
  return b.size() == a.size() + 1 && is_one_more(b, a);
}

bool is_creditor_reference(std::string_view text) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 25;
  return text.size() >= shortest && text.size() <= longest && text.starts_with(prefix) &&
         text.substr(2, 2).find_first_not_of(digits) == text.npos &&
         remainder_by_97(std::string{text.substr(4)} + std::string{text.substr(0, 4)}) == 1;
}

void HashIndex::finish() {
  std::ranges::sort(entries_);
  const auto bits = std::max(1, static_cast<int>(std::bit_width(entries_.size())) - 1);
  shift_ = 64 - bits;
  starts_.assign((std::size_t{1} << static_cast<unsigned>(bits)) + 1, 0);
  for (const auto& [hash, number] : entries_) ++starts_[place_of(hash) + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

std::span<const HashIndex::Entry> HashIndex::with(std::uint64_t hash) const {
  if (entries_.empty()) return {};
  const auto place = place_of(hash);
  const auto from_hash = [hash](const Entry& entry) { return entry.first >= hash; };
  const auto end = entries_.begin() + starts_[place + 1];
  const auto first = std::find_if(entries_.begin() + starts_[place], end, from_hash);
  const auto last = std::find_if(first, end, [hash](const Entry& e) { return e.first != hash; });
  return {first, last};
}

void NearReferences::add(std::string reference, std::size_t value) {
  if (!reference.starts_with(prefix) || reference.size() <= shortest_cut) return;
  references_.emplace_back(std::move(reference), value);
}

void NearReferences::finish() {
  std::ranges::sort(references_);
  for (std::uint32_t i = 0; i < references_.size(); ++i) {
    const std::string_view reference = references_[i].first;
    lengths_.insert(reference.size());
    has_letters_ |= !has_only_digits(reference);
    for (std::size_t left_out = 0; left_out <= reference.size(); ++left_out) {
      left_overs_.add(hash_of(reference, left_out), i);
    }
    rests_.add(hash_of(reference.substr(beyond_prefix)), i);
  }
  left_overs_.finish();
  rests_.finish();
}

void NearReferences::collect(std::string_view window, Values& result) const {
  for (std::size_t left_out = 0; left_out <= window.size(); ++left_out) {
    for (const auto& [hash, at] : left_overs_.with(hash_of(window, left_out))) {
      const auto& [reference, value] = references_[at];
      if (is_one_slip(window, reference)) result.push_back(value);
    }
  }
}

/// Where the slip is in "RF" itself, everything after it is intact.
void NearReferences::collect_by_rest(std::string_view text, Values& result) const {
  for (const auto length : lengths_) {
    const auto rest = length - beyond_prefix;
    for (std::size_t at = 1; at + rest <= text.size(); ++at) {
      collect_by_rest(text, at, rest, result);
    }
  }
}

void NearReferences::collect_by_rest(std::string_view text, std::size_t at, std::size_t rest,
                                     Values& result) const {
  const auto is_one_slip_from = [&](std::string_view reference) {
    for (std::size_t before = 2; before <= 4 && before <= at; ++before) {
      if (is_one_slip(text.substr(at - before, before + rest), reference)) return true;
    }
    return false;
  };
  for (const auto& [hash, found] : rests_.with(hash_of(text.substr(at, rest)))) {
    const auto& [reference, value] = references_[found];
    if (is_one_slip_from(reference)) result.push_back(value);
  }
}

NearReferences::Values NearReferences::one_slip_away(std::string_view text) const {
  Values result;
  std::set<std::size_t> windows;
  for (const auto length : lengths_) windows.insert({length - 1, length, length + 1});
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix, at + 1)) {
    for (const auto length : windows) {
      if (at + length > text.size()) break;
      const auto window = text.substr(at, length);
      if (!lengths_.contains(length) || !is_creditor_reference(window)) collect(window, result);
    }
  }
  collect_by_rest(text, result);
  std::ranges::sort(result);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

void NearReferences::follow(std::string_view from, std::pair<Values, std::size_t>& best) const {
  constexpr std::ptrdiff_t too_many = 64;  // A beginning that so many share says nothing.
  auto begin = references_.begin();
  auto end = references_.end();
  for (std::size_t length = prefix.size(); begin != end; ++length) {
    if (length >= shortest_cut && length > best.second && end - begin <= too_many) {
      best = {{}, length};
      for (auto each = begin; each != end; ++each) best.first.push_back(each->second);
    }
    if (length >= from.size()) return;
    const auto letter = [length](const auto& each) {
      return length < each.first.size() ? each.first[length] : '\0';
    };
    begin = std::ranges::lower_bound(begin, end, from[length], {}, letter);
    end = std::ranges::upper_bound(begin, end, from[length], {}, letter);
  }
}

std::pair<NearReferences::Values, std::size_t> NearReferences::beginning_alike(
    std::string_view text) const {
  std::pair<Values, std::size_t> best{{}, 0};
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix, at + 1)) {
    follow(text.substr(at), best);
  }
  std::ranges::sort(best.first);
  return best;
}

bool NearReferences::has_well_formed(std::string_view text) const {
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix, at + 1)) {
    for (const auto length : lengths_) {
      const auto found = text.substr(at, length);
      if (found.size() == length && (has_letters_ || has_only_digits(found)) &&
          is_creditor_reference(found)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace relief::reconciliation
