#include "api/http/fields.h"

#include <algorithm>
#include <utility>

#include "ledger/base/at_field.h"
#include "ledger/base/one_line.h"
#include "ledger/base/text.h"

namespace relief::api {
namespace {

constexpr std::string_view word_characters = "abcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::size_t longest_word = 32;

/// The string `json`, 1 to `max` characters. Throws Error{malformed} at `pointer`.
const std::string& checked_text(const nlohmann::json& json, std::string_view pointer,
                                std::size_t max) {
  require_field(json.is_string(), pointer, "this field is a text");
  const auto& text = json.get_ref<const std::string&>();
  require_field(!text.empty(), pointer, "this text is empty: leave out what there is nothing of");
  require_field(text.size() <= 4 * max && is_utf8(text) && characters_of(text) <= max, pointer,
                "this text has " + std::to_string(max) + " characters at most");
  require_field(is_one_line(text), pointer, "this is one line of text, without control characters");
  return text;
}

std::uint64_t checked_number(const nlohmann::json& json, std::string_view pointer,
                             std::uint64_t max) {
  const bool whole =
      json.is_number_unsigned() || (json.is_number_integer() && json.get<std::int64_t>() >= 0);
  require_field(whole && json.get<std::uint64_t>() <= max, pointer,
                "this isn't a whole number within its bounds");
  return json.get<std::uint64_t>();
}

template <class T>
void require_distinct(std::vector<T> values, std::string_view pointer) {
  std::ranges::sort(values);
  require_field(std::ranges::adjacent_find(values) == values.end(), pointer,
                "this list names something twice");
}

}  // namespace

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= longest_word && text[0] >= 'a' && text[0] <= 'z' &&
         text.find_first_not_of(word_characters) == std::string_view::npos;
}

Fields::Fields(const nlohmann::json& json, std::string pointer)
    : json_{&json}, pointer_{std::move(pointer)} {
  require_field(json.is_object(), pointer_, "this is an object with named fields");
}

std::string Fields::pointer(std::string_view name) const {
  return pointer_ + "/" + std::string{name};
}

bool Fields::has(std::string_view name) const { return json_->contains(name); }

const nlohmann::json* Fields::find(std::string_view name) {
  read_.emplace(name);
  const auto field = json_->find(name);
  return field != json_->end() ? &*field : nullptr;
}

const nlohmann::json& Fields::get(std::string_view name) {
  const auto* field = find(name);
  require_field(field != nullptr, pointer(name), "this field is required");
  return *field;
}

const nlohmann::json& Fields::list(std::string_view name, std::size_t max) {
  const auto& elements = get(name);
  require_field(elements.is_array(), pointer(name), "this field is a list");
  require_field(!elements.empty(), pointer(name), "this list is empty");
  require_field(elements.size() <= max, pointer(name),
                "this list has " + std::to_string(max) + " elements at most");
  return elements;
}

std::string Fields::text(std::string_view name, std::size_t max) {
  return checked_text(get(name), pointer(name), max);
}

std::optional<std::string> Fields::optional_text(std::string_view name, std::size_t max) {
  if (!has(name)) return std::nullopt;
  return text(name, max);
}

std::string Fields::word(std::string_view name) {
  auto code = text(name);
  require_field(is_word(code), pointer(name), "this field is a code of small letters");
  return code;
}

std::optional<std::string> Fields::optional_word(std::string_view name) {
  if (!has(name)) return std::nullopt;
  return word(name);
}

std::vector<std::string> Fields::words(std::string_view name, std::size_t max) {
  const auto* given = find(name);
  if (given == nullptr || (given->is_array() && given->empty())) return {};
  auto codes = texts(name, max);
  for (const auto& code : codes) {
    require_field(is_word(code), pointer(name), "this field is a list of codes of small letters");
  }
  return codes;
}

std::uint64_t Fields::number(std::string_view name, std::uint64_t max) {
  return checked_number(get(name), pointer(name), max);
}

std::vector<std::uint64_t> Fields::numbers(std::string_view name, std::size_t max_count,
                                           std::uint64_t max) {
  std::vector<std::uint64_t> values;
  for (const auto& element : list(name, max_count)) {
    values.push_back(checked_number(element, pointer(name), max));
  }
  require_distinct(values, pointer(name));
  return values;
}

Money Fields::money(std::string_view name) {
  auto fields = object(name);
  const auto code = fields.text("currency", 3);
  const auto amount = fields.text("amount", 40);
  fields.done();
  const auto& in =
      at_field(fields.pointer("currency"), [&]() -> const Currency& { return currency(code); });
  auto money = at_field(fields.pointer("amount"), [&] { return Money::parse(amount, in); });
  require_field(!money.is_negative() && !money.is_zero(), fields.pointer("amount"),
                "this amount is above zero");
  return money;
}

std::optional<Money> Fields::optional_money(std::string_view name) {
  if (!has(name)) return std::nullopt;
  return money(name);
}

Date Fields::date(std::string_view name) {
  const auto day = text(name, 10);
  return at_field(pointer(name), [&] { return parse_date(day); });
}

std::optional<Date> Fields::optional_date(std::string_view name) {
  if (!has(name)) return std::nullopt;
  return date(name);
}

bool Fields::flag(std::string_view name, bool otherwise) {
  const auto* given = find(name);
  if (given == nullptr) return otherwise;
  require_field(given->is_boolean(), pointer(name), "this field is true or false");
  return given->get<bool>();
}

Fields Fields::object(std::string_view name) { return Fields{get(name), pointer(name)}; }

std::optional<Fields> Fields::optional_object(std::string_view name) {
  if (!has(name)) return std::nullopt;
  return object(name);
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t max) {
  const auto* given = find(name);
  if (given == nullptr || (given->is_array() && given->empty())) return {};
  std::vector<Fields> objects;
  for (const auto& element : list(name, max)) {
    objects.emplace_back(element, pointer(name) + "/" + std::to_string(objects.size()));
  }
  return objects;
}

const nlohmann::json& Fields::value(std::string_view name) {
  static const nlohmann::json absent;
  const auto* given = find(name);
  return given != nullptr ? *given : absent;
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t max) {
  constexpr std::size_t longest = 200;
  std::vector<std::string> texts;
  for (const auto& element : list(name, max)) {
    texts.push_back(
        checked_text(element, pointer(name) + "/" + std::to_string(texts.size()), longest));
  }
  require_distinct(texts, pointer(name));
  return texts;
}

void Fields::done() const {
  for (const auto& [name, value] : json_->items()) {
    // A name that nobody knows may be anything: it is repeated only where it looks like a field's.
    require_field(read_.contains(name), is_word(name) ? pointer(name) : pointer_,
                  "there is no such field here");
  }
}

}  // namespace relief::api
