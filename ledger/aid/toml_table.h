#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"

namespace relief {

/// One table of a TOML file, read strictly. A fault doesn't stop the reading: it is kept with its
/// place, and the value comes out empty, so that a reader learns of every fault at once.
///
/// Lifetime: the parsed file and the list of faults outlive it.
class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string pointer, std::vector<Fault>& faults)
      : table_{&table}, pointer_{std::move(pointer)}, faults_{&faults} {}

  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }

  /// A sentence or title: 1 to 200 characters of one line.
  std::string text(std::string_view key);
  /// A code word: a lower-case letter, then letters, digits and underscores, 32 at most.
  std::string code(std::string_view key);
  /// An account of the chart: four digits, of which the first is `first`.
  std::string account(std::string_view key, char first);
  /// The code words of a list; an absent one is empty.
  std::vector<std::string> codes(std::string_view key);
  /// The values of a list that `names` spells.
  template <class Enum, std::size_t N>
  std::vector<Enum> words(std::string_view key, const Names<Enum, N>& names) {
    std::vector<Enum> values;
    for (const auto& word : codes(key)) {
      if (names.has(word)) {
        values.push_back(names.value(word));
      } else {
        fault(key, "a word here isn't one of those allowed");
      }
    }
    return values;
  }
  /// Whether a key says "*" or ["*"]: whatever there is.
  bool takes_any(std::string_view key);
  /// A list of pairs of code words; an absent one is empty.
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view key);
  int whole(std::string_view key, int least, int most);
  /// False where absent.
  bool flag(std::string_view key);
  std::optional<Date> date(std::string_view key);
  /// A decimal string above zero.
  std::optional<Money> amount(std::string_view key, const Currency& currency);

  std::optional<TomlTable> table(std::string_view key);
  std::vector<TomlTable> tables(std::string_view key);
  /// The tables of a table, by their keys, which are code words.
  std::vector<std::pair<std::string, TomlTable>> named_tables();

  void fault(std::string_view key, std::string_view sentence);
  /// Every key that nobody has asked for is a fault.
  void finish();

 private:
  const toml::node* ask(std::string_view key);
  const toml::array* list(std::string_view key);
  const std::string* string_at(std::string_view key, std::string_view sentence);

  const toml::table* table_;
  std::string pointer_;
  std::vector<Fault>* faults_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace relief
