#include "api/cli/shown_statement.h"

#include <algorithm>
#include <string_view>

#include "ledger/money/money.h"
#include "reports/words.h"

namespace relief::cli {
namespace {

/// The code in English, with the code where the words are others.
std::string in_words(std::string_view code) {
  const auto all = reports::words();
  const auto found = std::ranges::find(all, code, &reports::Word::code);
  if (found == all.end()) return std::string{code};
  return std::string{found->en} + " (" + std::string{code} + ")";
}

std::string shown_line(const std::string& name, const std::string& text) {
  constexpr std::size_t width = 12;
  return "  " + name + std::string(name.size() < width ? width - name.size() : 1, ' ') + text +
         "\n";
}

std::string named(const std::string& name, const std::string& id) { return name + " (" + id + ")"; }

std::string fund_named(SigningDesk& desk, const std::string& id) {
  const auto fund = desk.look_up("/v1/funds/" + id);
  return fund.is_object() ? named(fund.value("name", ""), id) : id;
}

std::string place_named(SigningDesk& desk, const std::string& id) {
  const auto places = desk.look_up("/v1/places");
  if (!places.is_object()) return id;
  for (const auto& place : places.at("items")) {
    if (place.at("id") == id) return named(place.value("name", ""), id);
  }
  return id;
}

/// What a request or payment is for; empty for other things, and what isn't the caller's to see.
std::string kind_of_help(SigningDesk& desk, const std::string& target) {
  auto request = target;
  if (target.starts_with("pay_")) {
    const auto payment = desk.look_up("/v1/payments/" + target);
    if (payment.is_object()) request = payment.value("request", "");
  }
  if (!request.starts_with("req_")) return {};
  const auto known = desk.look_up("/v1/requests/" + request);
  return known.is_object() ? known.value("kind", "") : "";
}

std::string amount_in(const nlohmann::json& statement) {
  const auto money = Money::of_units(statement.at("money").get<std::string>(),
                                     currency(statement.at("currency").get<std::string>()));
  return money.decimal() + " " + std::string{money.currency().code};
}

}  // namespace

std::string shown(SigningDesk& desk, const Drafted& drafted) {
  const auto statement = nlohmann::json::parse(drafted.statement);
  auto text = shown_line("act", in_words(drafted.act)) + shown_line("target", drafted.target);
  if (const auto kind = kind_of_help(desk, drafted.target); !kind.empty()) {
    text += shown_line("kind", in_words(kind));
  }
  if (statement.contains("money")) text += shown_line("amount", amount_in(statement));
  if (statement.contains("fund")) {
    text += shown_line("fund", fund_named(desk, statement.at("fund").get<std::string>()));
  }
  if (statement.contains("place")) {
    text += shown_line("place", place_named(desk, statement.at("place").get<std::string>()));
  }
  if (statement.contains("clause"))
    text += shown_line("by", statement.at("clause").get<std::string>());
  if (drafted.proposal.is_object()) {
    text += shown_line("proposed by", drafted.proposal.value("proposed_by", "") + ", " +
                                          drafted.proposal.value("role", "") + ", " +
                                          drafted.proposal.value("proposed_at", ""));
    text += shown_line("its fields", drafted.proposal.at("fields").dump());
  }
  return text + "\nWhat you sign, exactly:\n\n" + statement.dump(2) + "\n";
}

}  // namespace relief::cli
