#include <string>

#include <nlohmann/json.hpp>

#include "reconciliation/figures.h"
#include "reconciliation/match_files.h"

namespace relief::reconciliation {
namespace {

using Json = nlohmann::json;

std::string text_or_empty(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

ItemKind kind_of(const std::string& text) {
  if (text == "receipt") return ItemKind::gift;
  return item_kind_names.value(text);
}

Money amount_of(const Json& object) {
  const auto* currency = find_currency(object.at("currency").get<std::string>());
  require(currency != nullptr, Errc::malformed, "the currency is none of ISO 4217");
  const auto amount = read_amount(object.at("amount").get<std::string>(), *currency);
  require(amount.has_value(), Errc::malformed, "the amount is no amount");
  const auto direction = object.at("direction").get<std::string>();
  require(direction == "debit" || direction == "credit", Errc::malformed,
          "the direction is neither debit nor credit");
  return direction == "debit" ? -*amount : *amount;
}

BookItem item_of(const Json& object) {
  const auto& other = object.at("counterparty");
  auto end_to_end = text_or_empty(object, "end_to_end_id");
  return {.open = {.item = object.at("item").get<std::string>(),
                   .kind = kind_of(object.at("kind").get<std::string>()),
                   .reference = text_or_empty(object, "reference"),
                   .batch = text_or_empty(object, "batch"),
                   .amount = amount_of(object),
                   .payee_account = other.is_null() ? "" : text_or_empty(other, "iban"),
                   .is_booked = false,
                   .end_to_end = std::move(end_to_end),
                   .name = other.is_null() ? "" : text_or_empty(other, "name"),
                   .due = parse_date(object.at("date").get<std::string>())},
          .account = object.at("account").get<std::string>()};
}

}  // namespace

std::vector<BookItem> read_book(std::string_view jsonl) {
  std::vector<BookItem> book;
  for (std::size_t number = 1; !jsonl.empty(); ++number) {
    const auto line = jsonl.substr(0, jsonl.find('\n'));
    jsonl.remove_prefix(std::min(jsonl.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    try {
      book.push_back(item_of(Json::parse(line)));
    } catch (const std::exception&) {
      throw Error{Errc::malformed, "line " + std::to_string(number) + " of the book is no item"};
    }
  }
  return book;
}

}  // namespace relief::reconciliation
