#include "ledger/aid/toml_table.h"

#include <algorithm>
#include <chrono>

#include "ledger/base/text.h"

namespace relief {
namespace {

constexpr std::size_t max_faults = 100;

bool is_code(std::string_view word) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view others = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !word.empty() && word.size() <= 32 && letters.find(word.front()) != letters.npos &&
         word.find_first_not_of(others) == word.npos;
}

bool is_line(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !text.empty() && characters_of(text) <= 200 && std::ranges::none_of(text, is_control);
}

/// RFC 6901 section 3.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string joined(std::string_view pointer, std::string_view key) {
  return std::string{pointer} + "/" + escaped(key);
}

}  // namespace

const toml::node* TomlTable::ask(std::string_view key) {
  asked_.emplace(key);
  return table_->get(key);
}

void TomlTable::fault(std::string_view key, std::string_view sentence) {
  if (faults_->size() < max_faults) {
    faults_->push_back({joined(pointer_, key), std::string{sentence}});
  }
}

void TomlTable::finish() {
  for (const auto& [key, node] : *table_) {
    if (!asked_.contains(key.str())) fault(key.str(), "a rulebook has no such key");
  }
}

const std::string* TomlTable::string_at(std::string_view key, std::string_view sentence) {
  const auto* node = ask(key);
  const auto* text = node == nullptr ? nullptr : node->as_string();
  if (text != nullptr) return &text->get();
  fault(key, node == nullptr ? "this key is missing" : sentence);
  return nullptr;
}

std::string TomlTable::text(std::string_view key) {
  constexpr auto sentence = "this is a text of one line, 200 characters at most";
  const auto* text = string_at(key, sentence);
  if (text == nullptr) return {};
  if (!is_line(*text)) fault(key, sentence);
  return *text;
}

std::string TomlTable::code(std::string_view key) {
  constexpr auto sentence = "this is a code word of small letters, digits and underscores";
  const auto* text = string_at(key, sentence);
  if (text == nullptr) return {};
  if (!is_code(*text)) fault(key, sentence);
  return *text;
}

std::string TomlTable::account(std::string_view key, char first) {
  const auto sentence = std::string{"this is a string of four digits that starts with "} + first;
  const auto* text = string_at(key, sentence);
  if (text == nullptr) return {};
  const bool holds = text->size() == 4 && text->front() == first &&
                     text->find_first_not_of("0123456789") == text->npos;
  if (!holds) fault(key, sentence);
  return *text;
}

const toml::array* TomlTable::list(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) return nullptr;
  if (node->as_array() == nullptr) fault(key, "this is a list");
  return node->as_array();
}

std::vector<std::string> TomlTable::codes(std::string_view key) {
  std::vector<std::string> words;
  const auto* nodes = list(key);
  if (nodes == nullptr) return words;
  for (const auto& node : *nodes) {
    const auto* word = node.as_string();
    if (word != nullptr && is_code(word->get())) {
      words.push_back(word->get());
    } else {
      fault(key, "this is a list of code words");
    }
  }
  return words;
}

bool TomlTable::takes_any(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) return false;
  const auto* nodes = node->as_array();
  return nodes == nullptr ? node->value<std::string>() == "*"
                          : nodes->size() == 1 && nodes->get(0)->value<std::string>() == "*";
}

std::vector<std::pair<std::string, std::string>> TomlTable::pairs(std::string_view key) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto* nodes = list(key);
  if (nodes == nullptr) return found;
  for (const auto& node : *nodes) {
    const auto* pair = node.as_array();
    const auto* a = pair == nullptr || pair->size() != 2 ? nullptr : pair->get(0)->as_string();
    const auto* b = a == nullptr ? nullptr : pair->get(1)->as_string();
    if (b != nullptr) {
      found.emplace_back(a->get(), b->get());
    } else {
      fault(key, "this is a list of pairs of code words");
    }
  }
  return found;
}

int TomlTable::whole(std::string_view key, int least, int most) {
  const auto* node = ask(key);
  const auto* number = node == nullptr ? nullptr : node->as_integer();
  if (number != nullptr && number->get() >= least && number->get() <= most) {
    return static_cast<int>(number->get());
  }
  fault(key,
        "this is a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return least;
}

bool TomlTable::flag(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) return false;
  const auto* flag = node->as_boolean();
  if (flag == nullptr) fault(key, "this is true or false");
  return flag != nullptr && flag->get();
}

std::optional<Date> TomlTable::date(std::string_view key) {
  const auto* node = ask(key);
  const auto* found = node == nullptr ? nullptr : node->as_date();
  if (found != nullptr) {
    const auto& date = found->get();
    const std::chrono::year_month_day day{
        std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
    if (day.ok() && date.year >= 1900) return Date{day};
  }
  fault(key, "this is a date, YYYY-MM-DD without quotes");
  return std::nullopt;
}

std::optional<Money> TomlTable::amount(std::string_view key, const Currency& currency) {
  constexpr auto sentence = "this is an amount above zero, a decimal number in quotes";
  const auto* text = string_at(key, sentence);
  if (text == nullptr) return std::nullopt;
  try {
    const auto money = Money::parse(*text, currency);
    if (!money.is_zero() && !money.is_negative()) return money;
    fault(key, sentence);
  } catch (const Error& error) {
    fault(key, error.what());
  }
  return std::nullopt;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  const auto* node = ask(key);
  const auto* found = node == nullptr ? nullptr : node->as_table();
  if (found != nullptr) return TomlTable{*found, joined(pointer_, key), *faults_};
  fault(key, node == nullptr ? "this key is missing" : "this is a table");
  return std::nullopt;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> found;
  const auto* nodes = list(key);
  if (nodes == nullptr) return found;
  for (std::size_t i = 0; i < nodes->size(); ++i) {
    const auto* one = nodes->get(i)->as_table();
    if (one == nullptr) {
      fault(key, "this is a list of tables");
    } else {
      found.emplace_back(*one, joined(pointer_, key) + "/" + std::to_string(i), *faults_);
    }
  }
  return found;
}

std::vector<std::pair<std::string, TomlTable>> TomlTable::named_tables() {
  std::vector<std::pair<std::string, TomlTable>> found;
  for (const auto& [key, node] : *table_) {
    const std::string name{key.str()};
    if (!is_code(name)) {
      asked_.insert(name);
      fault(name, "this is a code word of small letters, digits and underscores");
    } else if (auto one = table(name)) {
      found.emplace_back(name, std::move(*one));
    }
  }
  return found;
}

}  // namespace relief
