#include "reconciliation/match_files.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "reconciliation/match_run.h"
#include "reconciliation/match_text.h"

namespace relief::reconciliation {
namespace {

using Json = nlohmann::json;

/// The result, line by line, in an order that doesn't depend on the input's.
class Report {
 public:
  void add(const Json& object) { lines_.push_back(object.dump()); }

  [[nodiscard]] std::string text() && {
    std::ranges::sort(lines_);
    std::string result;
    for (const auto& line : lines_) result += line + '\n';
    return result;
  }

 private:
  std::vector<std::string> lines_;
};

Json exception(const Json& line, const Json& item, const Json& statement, Reason reason) {
  return {{"exception",
           {{"line", line},
            {"item", item},
            {"statement", statement},
            {"reason", reason_names.text(reason)}}}};
}

/// Four decimals: what more there is depends on the machine.
double rounded(double score) { return std::round(score * 1e4) / 1e4; }

/// One account of ours: its items and its statements.
class AccountMatcher {
 public:
  AccountMatcher(std::vector<OpenItem> items, std::vector<const Arranged*> statements)
      : items_{std::move(items)}, index_{items_}, statements_{std::move(statements)} {}

  void run(Report& report) {
    for (const auto* each : statements_) add_lines(*each, report);
    const auto movements = movements_of(lines_, index_);
    for (const auto& decision : decide(movements, index_, Reach::all)) {
      tell(decision, movements, report);
    }
    tell_unpaid(report);
  }

 private:
  void add_lines(const Arranged& arranged, Report& report) {
    const auto& statement = arranged.statement;
    if (arranged.quarantine) return;
    for (std::size_t i = 0; i < statement.lines.size(); ++i) {
      const auto& line = statement.lines[i];
      statement_of_[&line] = &statement;
      if (i < arranged.repeated) {
        report.add(exception(name(line, 0), nullptr, statement.id, Reason::stmt_duplicate));
      } else {
        lines_.push_back(&line);
      }
    }
  }

  [[nodiscard]] std::string name(const StatementLine& line, int detail) const {
    auto text = statement_of_.at(&line)->id + '#' + std::to_string(line.number);
    if (detail != 0) text += '.' + std::to_string(detail);
    return text;
  }

  [[nodiscard]] Json identifiers(const std::vector<std::size_t>& items) const {
    auto result = Json::array();
    for (const auto item : items) result.push_back(items_[item].item);
    std::sort(result.begin(), result.end());
    return result;
  }

  void tell(const Decision& decision, const std::vector<Movement>& movements, Report& report) {
    for (const auto item : decision.items) named_.insert(item);
    if (decision.reason) return tell_exception(decision, movements, report);

    auto lines = Json::array();
    for (const auto movement : decision.movements) {
      lines.push_back(name(*movements[movement].line, movements[movement].detail));
    }
    Json match{
        {"lines", lines},
        {"items", identifiers(decision.items)},
        {"status", decision.is_proposal ? "proposed" : "auto"},
        {"rule", std::string{stage_names.text(decision.stage)} + '/' + std::string{rule_version}},
        {"outcome", outcome_names.text(decision.outcome)},
        {"score", rounded(decision.score)},
        {"signs", decision.signs},
        {"alternatives", Json::array()}};
    for (const auto& each : decision.alternatives) {
      match["alternatives"].push_back(
          {{"items", identifiers(each.items)}, {"score", rounded(each.score)}});
    }
    report.add({{"match", match}});
  }

  void tell_exception(const Decision& decision, const std::vector<Movement>& movements,
                      Report& report) {
    std::set<std::size_t> seen;
    for (const auto& each : decision.alternatives)
      seen.insert(each.items.begin(), each.items.end());
    named_.insert(seen.begin(), seen.end());
    for (const auto movement : decision.movements) {
      const auto& line = *movements[movement].line;
      auto object = exception(name(line, movements[movement].detail), nullptr,
                              statement_of_.at(&line)->id, *decision.reason);
      auto& inner = object["exception"];
      if (seen.size() == 1) inner["item"] = items_[*seen.begin()].item;
      inner["seen"] = identifiers({seen.begin(), seen.end()});
      inner["rule"] =
          std::string{stage_names.text(decision.stage)} + '/' + std::string{rule_version};
      report.add(object);
    }
  }

  /// Orders that no statement shows, though it is time: days after their day are covered.
  void tell_unpaid(Report& report) const {
    constexpr std::chrono::days grace{5};
    std::optional<Date> covered;
    for (const auto* each : statements_) {
      if (const auto day = last_day(each->statement)) covered = std::max(covered, day);
    }
    if (!covered) return;
    for (std::size_t item = 0; item < items_.size(); ++item) {
      const auto& open = items_[item];
      if (open.amount.is_negative() && open.due && *open.due + grace <= *covered &&
          !named_.contains(item)) {
        report.add(exception(nullptr, open.item, nullptr, Reason::instructed_not_paid));
      }
    }
  }

  std::vector<OpenItem> items_;
  ItemIndex index_;
  std::vector<const Arranged*> statements_;
  std::vector<const StatementLine*> lines_;
  std::map<const StatementLine*, const Statement*> statement_of_;
  std::set<std::size_t> named_;
};

}  // namespace

std::string match_files(std::vector<BookItem> book, std::vector<Delivery> deliveries) {
  std::ranges::sort(book, {}, [](const BookItem& each) { return each.open.item; });
  std::map<std::string, std::vector<OpenItem>> items;  // By our account, `plain`.
  std::set<std::string> accounts;
  for (auto& [open, account] : book) {
    const auto key = plain(account);
    accounts.insert(key);
    items[key].push_back(std::move(open));
  }

  Report report;
  const auto arrangement = arrange(std::move(deliveries), accounts);
  for (const auto& [statement, reason] : arrangement.notes) {
    report.add(exception(nullptr, nullptr, statement, reason));
  }
  std::map<std::string, std::vector<const Arranged*>> statements;
  for (const auto& each : arrangement.statements) {
    const auto name = plain(each.statement.account);
    const auto known = std::ranges::find_if(accounts, [&](const auto& account) {
      return is_same_account(account, name) || name.ends_with(account);
    });
    if (known != accounts.end()) statements[*known].push_back(&each);
  }
  for (auto& [account, arranged] : statements) {
    AccountMatcher{std::move(items[account]), std::move(arranged)}.run(report);
  }
  return std::move(report).text();
}

}  // namespace relief::reconciliation
