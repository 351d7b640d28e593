#include "reconciliation/match_items.h"

#include <algorithm>
#include <utility>

#include "ledger/aid/check_digits.h"
#include "ledger/base/ascii.h"
#include "reconciliation/match_text.h"
#include "reconciliation/no_reference.h"

namespace relief::reconciliation {
namespace {

const ItemIndex::Numbers no_items;

template <class Map, class Key>
const ItemIndex::Numbers& find_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? no_items : found->second;
}

/// An IBAN with right check digits: what chance makes of letters and digits rarely has them.
bool is_iban(std::string_view text) {
  return is_capital(text[0]) && is_capital(text[1]) && is_digit(text[2]) && is_digit(text[3]) &&
         remainder_by_97(std::string{text.substr(4)} + std::string{text.substr(0, 4)}) == 1;
}

std::string pair_of(std::string_view one, std::string_view other) {
  if (other < one) std::swap(one, other);
  return std::string{one} + '/' + std::string{other};
}

/// What amounts are sorted by, of any currencies.
std::pair<std::string_view, Money::Units> key_of(const Money& amount) {
  return {amount.currency().code, amount.units()};
}

void sort_once(ItemIndex::Numbers& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace

bool is_same_account(std::string_view one, std::string_view other) {
  constexpr std::size_t shortest_number = 8;
  if (other.size() > one.size()) std::swap(one, other);
  return one == other || (other.size() >= shortest_number && one.ends_with(other));
}

ItemIndex::ItemIndex(std::span<const OpenItem> items) : items_{items} {
  accounts_.reserve(items.size());
  names_.reserve(items.size());
  for (std::size_t item = 0; item < items.size(); ++item) add(item);
  near_.finish();
  for (auto* by_amount : {&by_amount_, &without_account_, &anonymous_}) {
    for (auto& [amount, numbers] : *by_amount) sort_by_day(numbers);
  }
  for (auto& [words, numbers] : by_words_alone_) sort_by_day(numbers);
  for (auto& [account, numbers] : by_account_) {
    sort_by_day(numbers);
    std::ranges::stable_sort(numbers, {},
                             [this](std::size_t item) { return key_of(items_[item].amount); });
  }
  std::ranges::sort(first_of_batches_, {},
                    [this](std::size_t item) -> const std::string& { return items_[item].batch; });
  sort_by_day(first_of_batches_);
}

void ItemIndex::sort_by_day(Numbers& numbers) const {
  std::ranges::stable_sort(numbers, {}, [this](std::size_t item) { return items_[item].due; });
}

void ItemIndex::add(std::size_t item) {
  const auto& open = items_[item];
  accounts_.push_back(plain(open.payee_account));
  names_.emplace_back(open.name);
  references_.add(plain(open.reference), item);
  references_.add(plain(open.end_to_end), item);
  near_.add(plain(open.reference), item);
  if (!open.batch.empty()) {
    auto& batch = batches_[open.batch];
    batch.push_back(item);
    if (batch.size() == 1) {
      batch_names_.add(plain(open.batch), item);
      first_of_batches_.push_back(item);
    }
  }
  by_amount_[open.amount].push_back(item);
  if (const auto& account = accounts_.back(); !account.empty()) {
    by_account_[account].push_back(item);
    if (account.size() > 2) {
      countries_.insert(account.substr(0, 2));
      account_lengths_.insert(account.size());
    }
  }
  if (accounts_.back().empty()) {
    without_account_[open.amount].push_back(item);
    if (!names_.back().is_given()) anonymous_[open.amount].push_back(item);
  }
  add_words(item);
}

void ItemIndex::add_words(std::size_t item) {
  const auto add_once = [item](Numbers& numbers) {
    if (numbers.empty() || numbers.back() != item) numbers.push_back(item);
  };
  const auto& words = names_[item].words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      const auto pair = pair_of(words[i], words[j]);
      add_once(by_words_[pair]);
      if (accounts_[item].empty()) add_once(by_words_alone_[pair]);
    }
  }
}

Clues ItemIndex::read(const Movement& movement) const {
  Clues clues;
  read_references(*movement.particulars, clues);
  read_batches(movement, clues);
  read_accounts(*movement.particulars, clues);
  return clues;
}

void ItemIndex::read_references(const Particulars& particulars, Clues& clues) const {
  bool has_other_issuers = false;
  for (const auto& field : particulars.references) {
    const auto text = plain(field);
    if (says_nothing(text)) continue;
    const auto& whole = references_.exactly(text);
    const auto inside = whole.empty() ? references_.within(text) : whole;
    clues.named.insert(clues.named.end(), inside.begin(), inside.end());
    has_other_issuers |= inside.empty() && near_.has_well_formed(text);
    clues.text += text + ' ';
  }
  const auto text = plain(particulars.text);
  clues.is_named_in_field = !clues.named.empty() || has_other_issuers;
  if (!clues.is_named_in_field) clues.named = references_.within(text);
  sort_once(clues.named);
  clues.quotes_unknown = clues.named.empty() && (has_other_issuers || near_.has_well_formed(text));
  clues.text += text;
}

void ItemIndex::read_batches(const Movement& movement, Clues& clues) const {
  const auto add = [&](std::string_view text) {
    const auto key = plain(text);
    const auto& whole = batch_names_.exactly(key);
    const auto found = whole.empty() ? batch_names_.within(key) : whole;
    clues.batches.insert(clues.batches.end(), found.begin(), found.end());
  };
  add(movement.particulars->batch);
  if (movement.detail == 0) {
    for (const auto& batch : movement.line->batches) add(batch.id);
  }
  const auto inside = batch_names_.within(clues.text);
  clues.batches.insert(clues.batches.end(), inside.begin(), inside.end());
  sort_once(clues.batches);
}

void ItemIndex::read_accounts(const Particulars& particulars, Clues& clues) const {
  if (auto named = plain(particulars.counterparty.account); !named.empty()) {
    clues.accounts.push_back(std::move(named));
    return;
  }
  const std::string_view text = clues.text;
  for (std::size_t at = 0; at + 4 < text.size(); ++at) {
    if (!countries_.contains(text.substr(at, 2))) continue;
    for (const auto length : account_lengths_) {
      const auto account = text.substr(at, length);
      if (account.size() == length && is_iban(account)) clues.accounts.emplace_back(account);
    }
  }
}

const ItemIndex::Numbers& ItemIndex::batch_of(std::size_t item) const {
  return find_in(batches_, items_[item].batch);
}

const ItemIndex::Numbers& ItemIndex::with_amount(const Money& amount) const {
  return find_in(by_amount_, amount);
}

const ItemIndex::Numbers& ItemIndex::without_account(const Money& amount) const {
  return find_in(without_account_, amount);
}

const ItemIndex::Numbers& ItemIndex::anonymous_with_amount(const Money& amount) const {
  return find_in(anonymous_, amount);
}

const ItemIndex::Numbers& ItemIndex::with_account(const std::string& plain_account) const {
  return find_in(by_account_, plain_account);
}

std::span<const std::size_t> ItemIndex::with_account(const std::string& plain_account,
                                                     const Money& amount) const {
  const auto& numbers = with_account(plain_account);
  const auto key = key_of(amount);
  const auto key_of_item = [this](std::size_t item) { return key_of(items_[item].amount); };
  return {std::ranges::lower_bound(numbers, key, {}, key_of_item),
          std::ranges::upper_bound(numbers, key, {}, key_of_item)};
}

const ItemIndex::Numbers& ItemIndex::with_words(std::string_view one,
                                                std::string_view other) const {
  return find_in(by_words_, pair_of(one, other));
}

const ItemIndex::Numbers& ItemIndex::with_words_alone(std::string_view one,
                                                      std::string_view other) const {
  return find_in(by_words_alone_, pair_of(one, other));
}

}  // namespace relief::reconciliation
