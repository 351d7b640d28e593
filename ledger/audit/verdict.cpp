#include "ledger/audit/verdict.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/base/names.h"
#include "ledger/base/text.h"

namespace relief::audit {
namespace {

constexpr auto outcomes = names<Outcome>({
    {Outcome::valid, "valid"},
    {Outcome::invalid, "invalid"},
    {Outcome::misused, "misused"},
    {Outcome::unreadable, "unreadable"},
    {Outcome::diverges, "diverges"},
    {Outcome::few_witnesses, "few_witnesses"},
});

constexpr auto headlines = names<Outcome>({
    {Outcome::valid, "VALID"},
    {Outcome::invalid, "INVALID"},
    {Outcome::misused, "NOT VERIFIED: what was given can't be used"},
    {Outcome::unreadable, "NOT VERIFIED: the books can't be read"},
    {Outcome::diverges, "THE LOG WAS REWRITTEN"},
    {Outcome::few_witnesses, "TOO FEW WITNESSES"},
});

constexpr auto head_states = names<HeadState>({
    {HeadState::witnessed, "witnessed"},
    {HeadState::unwitnessed, "unwitnessed"},
    {HeadState::stale, "stale"},
});

constexpr std::array by_gravity{Outcome::misused, Outcome::unreadable, Outcome::diverges,
                                Outcome::invalid, Outcome::few_witnesses};

std::string sentence(const Finding& finding) {
  return finding.seq ? "record " + std::to_string(*finding.seq) + ": " + finding.sentence
                     : finding.sentence;
}

std::string counted(const Check::Counts& counts) {
  std::string text;
  for (const auto& [what, count] : counts) {
    if (!text.empty()) text += ", ";
    text += std::to_string(count) + ' ' + what;
  }
  return text;
}

nlohmann::json json_of(const Finding& finding) {
  nlohmann::json json{{"sentence", finding.sentence}};
  if (finding.seq) json["seq"] = *finding.seq;
  return json;
}

}  // namespace

void Verdict::pass(std::string name, Check::Counts counts) {
  checks_.push_back({.name = std::move(name), .counts = std::move(counts)});
}

void Verdict::fail(Outcome outcome, std::string name, Finding finding) {
  checks_.push_back(
      {.name = std::move(name), .counts = {}, .finding = std::move(finding), .outcome = outcome});
}

Outcome Verdict::outcome() const {
  const auto gravest = std::ranges::find_first_of(by_gravity, checks_, {}, {}, &Check::outcome);
  return gravest == by_gravity.end() ? Outcome::valid : *gravest;
}

bool Verdict::ends_early() const {
  if (outcome() != Outcome::diverges || !checkpoint_) return false;
  return std::ranges::all_of(checks_, [&](const Check& check) {
    return check.outcome != Outcome::diverges || check.finding->seq == checkpoint_->size;
  });
}

std::optional<Finding> Verdict::first() const {
  std::optional<Finding> first;
  for (const auto& check : checks_) {
    if (!check.finding) continue;
    if (check.finding->seq) return check.finding;
    if (!first) first = check.finding;
  }
  return first;
}

std::string to_text(const Verdict& verdict) {
  std::string text{verdict.ends_early() ? "THE LOG ENDS BEFORE A CHECKPOINT THAT IT SIGNED"
                                        : headlines.text(verdict.outcome())};
  if (const auto& checkpoint = verdict.checkpoint()) {
    text += ": " + checkpoint->origin + ", " + std::to_string(checkpoint->size) +
            " records, root " + to_base64(as_bytes(checkpoint->root)) + ", " +
            std::string{head_states.text(verdict.head_state())};
  }
  text += '\n';
  for (const auto& check : verdict.checks()) {
    text +=
        "  " + check.name + std::string(check.name.size() < 14 ? 14 - check.name.size() : 1, ' ');
    text += (check.finding ? "FAILED: " + sentence(*check.finding) : counted(check.counts)) + '\n';
  }
  if (const auto first = verdict.first()) text += sentence(*first) + '\n';
  return text;
}

nlohmann::json to_json(const Verdict& verdict) {
  nlohmann::json json{{"outcome", outcomes.text(verdict.outcome())},
                      {"code", static_cast<int>(verdict.outcome())},
                      {"checks", nlohmann::json::array()}};
  if (const auto& checkpoint = verdict.checkpoint()) {
    json["log"] = {{"origin", checkpoint->origin},
                   {"size", checkpoint->size},
                   {"root", to_base64(as_bytes(checkpoint->root))},
                   {"state", head_states.text(verdict.head_state())}};
  }
  for (const auto& check : verdict.checks()) {
    nlohmann::json row{{"name", check.name}, {"ok", !check.finding}};
    row["counts"] = nlohmann::json::object();
    for (const auto& [what, count] : check.counts) row["counts"][what] = count;
    if (check.finding) row["finding"] = json_of(*check.finding);
    json["checks"].push_back(std::move(row));
  }
  if (const auto first = verdict.first()) json["finding"] = json_of(*first);
  return json;
}

}  // namespace relief::audit
