#include <algorithm>

#include "ledger/aid/rulebook.h"
#include "ledger/aid/rulebook_purposes.h"
#include "ledger/aid/toml_table.h"
#include "ledger/people/role.h"

namespace relief {
namespace {

constexpr std::size_t max_bytes = std::size_t{256} * 1024;

bool is_role(std::string_view word) { return roles.has(word); }

/// The one day boundary that this program cuts (ledger/base/clock).
constexpr std::string_view known_time_zone = "Asia/Baku";

const Currency& currency_of(TomlTable& file) {
  const auto code = file.text("currency");
  const auto found = std::ranges::find(currencies, code, &Currency::code);
  if (found != currencies.end()) return *found;
  file.fault("currency", "the fund holds no such currency");
  return currencies.front();
}

std::optional<Money> read_limit_amount(TomlTable& step, const Currency& currency) {
  if (step.takes_any("up_to")) return std::nullopt;
  return step.amount("up_to", currency);
}

std::optional<int> read_window(TomlTable& step) {
  if (!step.has("window")) return std::nullopt;
  auto window = step.table("window");
  if (!window) return std::nullopt;
  const int days = window->whole("days", 1, 3660);
  if (window->text("per") != "case") window->fault("per", "a window is per case");
  window->finish();
  return days;
}

ApprovalStep read_step(TomlTable& table, const Currency& currency) {
  ApprovalStep step;
  step.clause = table.text("clause");
  if (!table.takes_any("purposes")) {
    step.purposes = table.codes("purposes");
    if (step.purposes.empty()) table.fault("purposes", "a step names its purposes, or *");
  }
  step.up_to = read_limit_amount(table, currency);
  step.window_days = read_window(table);
  step.approvers = static_cast<std::size_t>(table.whole("approvers", 1, 9));
  if (table.has("expires_days")) step.expires_days = table.whole("expires_days", 1, 3660);
  if (table.has("witnessed_above")) {
    step.witnessed_above = table.amount("witnessed_above", currency);
  }
  table.finish();
  return step;
}

std::vector<std::string> read_covered(TomlTable& table, std::string_view key) {
  return table.takes_any(key) ? std::vector<std::string>{"*"} : table.codes(key);
}

std::optional<Ceiling> read_ceiling(TomlTable& table, const Currency& currency) {
  const auto clause = table.text("clause");
  const auto purposes = read_covered(table, "purposes");
  const auto sources = read_covered(table, "sources");
  if (purposes.empty() && sources.empty()) {
    table.fault("purposes", "a ceiling names its purposes or sources, or *");
  }
  const auto amount = table.amount("amount", currency);
  table.finish();
  if (!amount) return std::nullopt;
  return Ceiling{.clause = clause, .purposes = purposes, .sources = sources, .amount = *amount};
}

/// What rulebooks say nothing of is bounded all the same; older ones know no ceilings at all.
Ceiling usual_ceiling(const Currency& currency) {
  return {.clause = "",
          .purposes = {"*"},
          .sources = {"*"},
          .amount = Money::parse("1000000000", currency)};
}

ActRule read_act(TomlTable& table) {
  ActRule act{.clause = table.text("clause"),
              .kinds = table.codes("kinds"),
              .signers = table.codes("signers")};
  if (act.kinds.empty()) table.fault("kinds", "a rule of acts names their kinds");
  if (act.signers.empty() || act.signers.size() > 2 || !std::ranges::all_of(act.signers, is_role)) {
    table.fault("signers", "an act has one or two signers, each named by a role");
  }
  table.finish();
  return act;
}

AllocationRule read_allocation(TomlTable& table) {
  AllocationRule allocation{.clause = table.text("clause"),
                            .order = table.words("order", allocation_steps)};
  if (allocation.order.empty()) table.fault("order", "an order names its steps");
  table.finish();
  return allocation;
}

RoleRule read_roles(TomlTable& table) {
  RoleRule rule;
  rule.compatible = table.pairs("compatible");
  for (const auto& [a, b] : rule.compatible) {
    if (!is_role(a) || !is_role(b)) table.fault("compatible", "a pair here isn't of two roles");
  }
  // No pair, no rule: the default needs no clause.
  if (!rule.compatible.empty() || table.has("clause")) rule.clause = table.text("clause");
  table.finish();
  return rule;
}

ChargeRule read_charges(TomlTable& table) {
  ChargeRule rule{.clause = table.text("clause"), .fund = table.code("fund")};
  table.finish();
  return rule;
}

StatisticsRule read_statistics(TomlTable& table) {
  StatisticsRule rule{.clause = table.text("clause"),
                      .threshold = table.whole("threshold", 1, 1000)};
  table.finish();
  return rule;
}

RetentionRule read_retention(TomlTable& table) {
  RetentionRule rule{.clause = table.text("clause"),
                     .identity_years = table.whole("identity_years", 1, 100)};
  table.finish();
  return rule;
}

void check_names(TomlTable& file, const Rulebook& rulebook) {
  const auto is_source = [&](const auto& code) { return rulebook.sources.contains(code); };
  const auto is_purpose = [&](const auto& code) { return rulebook.purposes.contains(code); };
  for (const auto& [code, purpose] : rulebook.purposes) {
    if (!std::ranges::all_of(purpose.from_sources, is_source)) {
      file.fault("purposes", "a purpose is limited to a source that isn't there");
    }
  }
  for (const auto& step : rulebook.approvals) {
    if (!std::ranges::all_of(step.purposes, is_purpose)) {
      file.fault("approvals", "a step names a purpose that isn't there");
    }
  }
  const auto is_any = [](const auto& code) { return code == "*"; };
  for (const auto& ceiling : rulebook.ceilings) {
    const bool known =
        std::ranges::all_of(ceiling.purposes,
                            [&](const auto& code) { return is_any(code) || is_purpose(code); }) &&
        std::ranges::all_of(ceiling.sources,
                            [&](const auto& code) { return is_any(code) || is_source(code); });
    if (!known) file.fault("ceilings", "a ceiling names a purpose or source that isn't there");
  }
}

void check_acts(TomlTable& file, const Rulebook& rulebook) {
  std::set<std::string_view> kinds;
  for (const auto& act : rulebook.acts) {
    for (const auto& kind : act.kinds) {
      if (!kinds.insert(kind).second) file.fault("acts", "a kind of act has one rule");
    }
  }
}

void check_whole(TomlTable& file, const Rulebook& rulebook) {
  if (rulebook.time_zone != known_time_zone) {
    file.fault("time_zone", "this program cuts its days in Asia/Baku only");
  }
  if (rulebook.sources.empty()) file.fault("sources", "a rulebook names its sources");
  if (rulebook.purposes.empty()) file.fault("purposes", "a rulebook names its purposes");
  const bool open_end = !rulebook.approvals.empty() && rulebook.approvals.back().purposes.empty() &&
                        !rulebook.approvals.back().up_to;
  if (!open_end) file.fault("approvals", "the last step fits every purpose and amount");
  check_names(file, rulebook);
  check_acts(file, rulebook);
}

void read_sources_and_purposes(TomlTable& file, Rulebook& rulebook, const Currency& currency) {
  if (auto sources = file.table("sources")) {
    for (auto& [code, table] : sources->named_tables()) {
      rulebook.sources.emplace(code, read_source(code, table));
    }
  }
  if (auto purposes = file.table("purposes")) {
    for (auto& [code, table] : purposes->named_tables()) {
      rulebook.purposes.emplace(code, read_purpose(code, table, currency));
    }
  }
}

Rulebook read_rulebook(TomlTable& file) {
  Rulebook rulebook;
  rulebook.name = file.text("name");
  rulebook.version = file.whole("version", 1, 1'000'000);
  rulebook.time_zone = file.text("time_zone");
  const auto& currency = currency_of(file);
  rulebook.currency = currency.code;
  read_sources_and_purposes(file, rulebook, currency);
  for (auto& step : file.tables("approvals")) {
    rulebook.approvals.push_back(read_step(step, currency));
  }
  for (auto& table : file.tables("ceilings")) {
    if (auto ceiling = read_ceiling(table, currency)) rulebook.ceilings.push_back(*ceiling);
  }
  rulebook.ceilings.push_back(usual_ceiling(currency));
  for (auto& act : file.tables("acts")) rulebook.acts.push_back(read_act(act));
  if (auto table = file.table("allocation")) rulebook.allocation = read_allocation(*table);
  if (file.has("roles")) {
    if (auto table = file.table("roles")) rulebook.roles = read_roles(*table);
  }
  if (auto table = file.table("charges")) rulebook.charges = read_charges(*table);
  if (auto table = file.table("statistics")) rulebook.statistics = read_statistics(*table);
  if (auto table = file.table("retention")) rulebook.retention = read_retention(*table);
  check_whole(file, rulebook);
  file.finish();
  return rulebook;
}

toml::table parse_toml(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw Error{Errc::malformed,
                "line " + std::to_string(error.source().begin.line) + " isn't TOML"}
        .at("");
  }
}

}  // namespace

Rulebook parse_rulebook(std::string_view toml) {
  require(toml.size() <= max_bytes, Errc::too_large, "a rulebook has at most 256 KiB");
  const auto table = parse_toml(toml);
  std::vector<Fault> faults;
  TomlTable file{table, "", faults};
  auto rulebook = read_rulebook(file);
  if (!faults.empty()) {
    throw Error{Errc::malformed, "the rulebook has faults; nothing of it was taken"}.with(
        std::move(faults));
  }
  return rulebook;
}

}  // namespace relief
