#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/base/clock.h"
#include "ledger/base/error.h"
#include "ledger/base/ids.h"
#include "ledger/money/money.h"

namespace relief::api {

/// Whether this is a code: [a-z][a-z0-9_]{0,31}.
bool is_word(std::string_view text);

/// Reads the fields of a JSON object strictly: each reader says what it wants, and done() refuses
/// what nobody asked for. Every refusal is Error{malformed} with the field's JSON pointer.
class Fields {
 public:
  /// Throws unless `json` is an object. `pointer` is where it stands in the body: "" or "/donor".
  explicit Fields(const nlohmann::json& json, std::string pointer = "");

  [[nodiscard]] bool has(std::string_view name) const;

  /// 1 to `max` characters of valid UTF-8 without control characters.
  std::string text(std::string_view name, std::size_t max = 200);
  std::optional<std::string> optional_text(std::string_view name, std::size_t max = 200);
  /// A code: [a-z][a-z0-9_]{0,31}.
  std::string word(std::string_view name);
  std::optional<std::string> optional_word(std::string_view name);
  /// At most `max` codes, each once; absent is none.
  std::vector<std::string> words(std::string_view name, std::size_t max);
  /// A whole number from 0 to `max`.
  std::uint64_t number(std::string_view name, std::uint64_t max);
  /// 1 to `max_count` whole numbers from 0 to `max`, each once.
  std::vector<std::uint64_t> numbers(std::string_view name, std::size_t max_count,
                                     std::uint64_t max);
  /// {"amount":"700.00","currency":"AZN"}, above zero.
  Money money(std::string_view name);
  std::optional<Money> optional_money(std::string_view name);
  Date date(std::string_view name);
  std::optional<Date> optional_date(std::string_view name);
  bool flag(std::string_view name, bool otherwise);
  Fields object(std::string_view name);
  std::optional<Fields> optional_object(std::string_view name);
  /// At most `max` objects; absent is empty.
  std::vector<Fields> objects(std::string_view name, std::size_t max = 100);
  /// The value itself, for readers of their own (parse_identity, parse_payout); null where absent.
  const nlohmann::json& value(std::string_view name);

  template <class SomeId>
  SomeId id(std::string_view name) {
    const auto given = text(name, 64);
    require_field(SomeId::is_well_formed(given), pointer(name),
                  "this isn't an identifier of the right kind");
    return SomeId{given};
  }
  template <class SomeId>
  std::optional<SomeId> optional_id(std::string_view name) {
    if (!has(name)) return std::nullopt;
    return id<SomeId>(name);
  }
  /// 1 to `max` identifiers, each once.
  template <class SomeId>
  std::vector<SomeId> ids(std::string_view name, std::size_t max) {
    std::vector<SomeId> ids;
    for (const auto& given : texts(name, max)) {
      require_field(SomeId::is_well_formed(given), pointer(name) + "/" + std::to_string(ids.size()),
                    "this isn't an identifier of the right kind");
      ids.push_back(SomeId{given});
    }
    return ids;
  }

  [[nodiscard]] std::string pointer(std::string_view name) const;

  /// Refuses fields that nobody read.
  void done() const;

 private:
  std::vector<std::string> texts(std::string_view name, std::size_t max);
  /// The field, or null; from here on it counts as read.
  const nlohmann::json* find(std::string_view name);
  /// Throws where the field is absent.
  const nlohmann::json& get(std::string_view name);
  /// The elements of an array of 1 to `max`. Throws unless it is one.
  const nlohmann::json& list(std::string_view name, std::size_t max);

  const nlohmann::json* json_;
  std::string pointer_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace relief::api
