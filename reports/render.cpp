#include "reports/render.h"

#include <algorithm>
#include <array>

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "reports/written.h"

namespace relief {
std::string_view report_template();  // reports/report.mustache, embedded by the build.
}

namespace relief::reports {
namespace {

constexpr std::array rows{
    Form{"json", "application/json", to_json_text},
    Form{"csv", "text/csv; charset=utf-8", to_csv},
    Form{"html", "text/html; charset=utf-8", to_html},
    Form{"hledger", "text/plain; charset=utf-8", to_hledger},
};

nlohmann::json json_of(const Cell& cell) {
  if (const auto* money = std::get_if<Money>(&cell)) {
    return {{"amount", money->decimal()}, {"currency", money->currency().code}};
  }
  if (const auto* day = std::get_if<Date>(&cell)) return to_text(*day);
  if (const auto* number = std::get_if<long>(&cell)) return *number;
  if (const auto* term = std::get_if<Term>(&cell)) return term->code;
  if (std::holds_alternative<NoAmount>(cell)) return nullptr;
  return std::get<std::string>(cell);
}

nlohmann::json json_of(const Table& table, const std::vector<Cell>& cells) {
  auto row = nlohmann::json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) row[table.columns[i].name] = json_of(cells[i]);
  return row;
}

std::string plain(const Cell& cell) {
  if (const auto* money = std::get_if<Money>(&cell)) return money->decimal();
  if (const auto* day = std::get_if<Date>(&cell)) return to_text(*day);
  if (const auto* number = std::get_if<long>(&cell)) return std::to_string(*number);
  if (const auto* term = std::get_if<Term>(&cell)) return term->words;
  if (std::holds_alternative<NoAmount>(cell)) return {};
  return std::get<std::string>(cell);
}

std::string csv_field(const Cell& cell) {
  auto text = plain(cell);
  const bool is_text = std::holds_alternative<std::string>(cell);
  if (is_text && !text.empty() && std::string_view{"=+-@\t\r"}.find(text[0]) != std::string::npos) {
    text.insert(0, 1, '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

std::string csv_line(const std::vector<Cell>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "" : ",") + csv_field(cell);
  return line + "\r\n";
}

/// A cell as people read it.
std::string shown(const Cell& cell, std::string_view lang) {
  if (const auto* money = std::get_if<Money>(&cell)) return written(*money, lang);
  if (const auto* day = std::get_if<Date>(&cell)) return written(*day, lang);
  return plain(cell);
}

kainjow::mustache::data cells_of(const std::vector<Cell>& cells, std::string_view lang) {
  kainjow::mustache::data list{kainjow::mustache::data::type::list};
  for (const auto& cell : cells) {
    kainjow::mustache::data one;
    one.set("text", shown(cell, lang));
    one.set("class", std::holds_alternative<Money>(cell) ? "num" : "");
    list << one;
  }
  return list;
}

kainjow::mustache::data rows_of(const std::vector<std::vector<Cell>>& of, std::string_view lang) {
  kainjow::mustache::data list{kainjow::mustache::data::type::list};
  for (const auto& cells : of) {
    kainjow::mustache::data row;
    row.set("cells", cells_of(cells, lang));
    list << row;
  }
  return list;
}

}  // namespace

std::span<const Form> forms() { return rows; }

const Form& find_form(std::string_view name) {
  const auto* found = std::ranges::find(rows, name, &Form::name);
  require(found != rows.end(), Errc::unsupported, "reports have no such format");
  return *found;
}

std::string to_json_text(const Table& table) {
  nlohmann::json json{{"name", table.name},
                      {"title", table.title},
                      {"parameters", nlohmann::json::array()},
                      {"rows", nlohmann::json::array()},
                      {"totals", nlohmann::json::array()}};
  for (const auto& parts : table.parameters) {
    std::string sentence;
    for (const auto& part : parts) sentence += plain(part);
    json["parameters"].push_back(std::move(sentence));
  }
  for (const auto& column : table.columns) json["columns"].push_back(column.name);
  for (const auto& cells : table.rows) json["rows"].push_back(json_of(table, cells));
  for (const auto& cells : table.totals) json["totals"].push_back(json_of(table, cells));
  return json.dump();
}

std::string to_csv(const Table& table) {
  std::vector<Cell> header;
  for (const auto& column : table.columns) header.emplace_back(column.title);
  auto text = csv_line(header);
  for (const auto& cells : table.rows) text += csv_line(cells);
  return text;
}

std::string to_html(const Table& table) {
  kainjow::mustache::data page;
  page.set("title", table.title);
  page.set("lang", table.lang);
  kainjow::mustache::data parameters{kainjow::mustache::data::type::list};
  for (const auto& parts : table.parameters) {
    std::string sentence;
    for (const auto& part : parts) sentence += shown(part, table.lang);
    kainjow::mustache::data one;
    one.set("sentence", sentence);
    parameters << one;
  }
  page.set("parameters", parameters);
  kainjow::mustache::data columns{kainjow::mustache::data::type::list};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool money = std::ranges::any_of(
        table.rows, [&](const auto& cells) { return std::holds_alternative<Money>(cells[i]); });
    kainjow::mustache::data column;
    column.set("title", table.columns[i].title);
    column.set("class", money ? "num" : "");
    columns << column;
  }
  page.set("columns", columns);
  page.set("rows", rows_of(table.rows, table.lang));
  page.set("totals", rows_of(table.totals, table.lang));
  kainjow::mustache::mustache view{std::string{report_template()}};
  return view.render(page);
}

std::string to_hledger(const Table& table) {
  require(table.name == "journal", Errc::unsupported, "only the journal has this format");
  std::string text = "; Relief Ledger: every entry, in booking order\n";
  std::string seq;
  for (const auto& cells : table.rows) {
    if (plain(cells[0]) != seq) {
      seq = plain(cells[0]);
      text += "\n" + plain(cells[1]) + " * (" + seq + ") " + std::get<Term>(cells[2]).code + "\n";
    }
    const auto& money = std::get<Money>(cells[7]);
    const auto place = plain(cells[4]);
    text += "    " + plain(cells[3]) + ":" + (place.empty() ? "-" : place) + ":" + plain(cells[5]) +
            "  " + money.decimal() + " " + std::string{money.currency().code} +
            "  ; item:" + plain(cells[6]) + "\n";
  }
  return text;
}

}  // namespace relief::reports
