#include "ledger/books/entry.h"

#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/books/account.h"

namespace relief {
namespace {

Line line(std::string_view code, std::string_view place, std::string_view fund,
          std::string_view item, const Money& amount) {
  return {.account = std::string{code},
          .place = account(code).by_place ? std::string{place} : std::string{},
          .fund = std::string{fund},
          .item = std::string{item},
          .amount = amount};
}

const std::string& text_field(const nlohmann::json& json, const char* name) {
  const auto field = json.find(name);
  require(field != json.end() && field->is_string(), Errc::malformed,
          "an entry's line lacks a field");
  return field->get_ref<const std::string&>();
}

}  // namespace

std::vector<Line> pair(std::string_view debit, std::string_view credit, std::string_view place,
                       std::string_view fund, std::string_view item, const Money& amount) {
  return {line(debit, place, fund, item, amount), line(credit, place, fund, item, -amount)};
}

void extend(std::vector<Line>& lines, std::vector<Line> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

Entry mirrored(const Entry& entry, Date on) {
  Entry mirror{.on = on, .lines = entry.lines};
  for (auto& each : mirror.lines) each.amount = -each.amount;
  return mirror;
}

nlohmann::json to_json(const Entry& entry) {
  auto lines = nlohmann::json::array();
  for (const auto& each : entry.lines) {
    nlohmann::json json{
        {"a", each.account}, {"f", each.fund}, {"i", each.item}, {"m", each.amount.units_text()}};
    if (each.place.empty()) {
      json["c"] = each.amount.currency().code;
    } else {
      json["p"] = each.place;
    }
    lines.push_back(std::move(json));
  }
  return {{"on", to_text(entry.on)}, {"lines", std::move(lines)}};
}

Entry entry_of(const nlohmann::json& json, const CurrencyOfPlace& currency_of) {
  require(
      json.is_object() && json.size() == 2 && json.contains("lines") && json["lines"].is_array(),
      Errc::malformed, "an entry has a day and lines");
  Entry entry{.on = parse_date(text_field(json, "on")), .lines = {}};
  for (const auto& each : json["lines"]) {
    require(each.is_object() && each.size() == 5, Errc::malformed,
            "an entry's line has five fields");
    const auto& code = text_field(each, "a");
    const bool by_place = account(code).by_place;
    const auto place = by_place ? text_field(each, "p") : std::string{};
    const auto& in = by_place ? currency_of(place) : currency(text_field(each, "c"));
    entry.lines.push_back({.account = code,
                           .place = place,
                           .fund = text_field(each, "f"),
                           .item = text_field(each, "i"),
                           .amount = Money::of_units(text_field(each, "m"), in)});
  }
  return entry;
}

}  // namespace relief
