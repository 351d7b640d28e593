#include "api/cli/demo_checks.h"
#include "api/cli/demo_amounts.h"
#include "api/cli/read_file.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <utility>

#include "ledger/base/error.h"

namespace relief::cli {
namespace {

constexpr std::size_t lump_sums = 80;

nlohmann::json trial_balance(Story& story) {
  return story.calls.get(story.scene.auditor, "/v1/reports/trial-balance?format=json&lang=en");
}

std::string cell_of(const nlohmann::json& cell) {
  auto text = cell.is_object()   ? cell.at("amount").get<std::string>()
              : cell.is_string() ? cell.get<std::string>()
                                 : std::string{};
  constexpr std::size_t width = 14;
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

Check check_trial_balance(Story& story) {
  const auto report = trial_balance(story);
  std::map<std::string, Money> sums;
  for (const auto& row : report.at("rows")) {
    const auto& of = currency(row.at("currency").get<std::string>());
    auto& sum = sums.try_emplace(std::string{of.code}, Money::zero(of)).first->second;
    if (row.at("debit").is_object()) sum += money_of(row.at("debit"));
    if (row.at("credit").is_object()) sum -= money_of(row.at("credit"));
  }
  const bool ok = !sums.empty() &&
                  std::ranges::all_of(sums, [](const auto& sum) { return sum.second.is_zero(); });
  return {"the trial balance sums to zero in each currency", ok,
          std::to_string(report.at("rows").size()) + " rows, " + std::to_string(sums.size()) +
              " currencies"};
}

Check check_cash(Story& story) {
  const auto report = story.calls.get(story.scene.auditor, "/v1/reports/receipts-and-payments");
  std::set<nlohmann::json> closing;
  for (const auto& row : report.at("rows")) {
    if (row.at("class") == "closing") closing.insert(row.at("cash"));
  }
  bool ok = !closing.empty();
  for (const auto& row : report.at("totals")) {
    if (row.at("class") == "difference") ok = ok && money_of(row.at("cash")).is_zero();
  }
  const auto books = story.calls.get(story.scene.auditor, "/v1/accounts/1100").at("balances");
  ok = ok && closing == std::set<nlohmann::json>{books.begin(), books.end()};
  return {"receipts and payments lead to the cash that the books have", ok,
          std::to_string(closing.size()) + " currencies"};
}

std::size_t count_of(Story& story, const std::string& query) {
  return story.calls.get(story.scene.auditor, "/v1/requests?limit=500&" + query).at("items").size();
}

Check check_paid(Story& story) {
  const auto paid = count_of(story, "status=paid&kind=lump_sum");
  return {"80 recognised people have their lump sums", paid == lump_sums,
          std::to_string(paid) + " paid"};
}

Check check_waiting(Story& story) {
  const auto held = count_of(story, "status=held");
  return {"requests of presumed people wait and aren't lost", held == story.year.waiting.size(),
          std::to_string(held) + " held"};
}

Check check_returned(Story& story) {
  const auto request =
      story.calls.get(story.scene.auditor, "/v1/requests/" + story.year.returned.request);
  return {"a payment that came back was ordered again and paid", request.at("status") == "paid",
          request.at("status")};
}

Check check_duplicate(Story& story) {
  const auto request =
      story.calls.get(story.scene.auditor, "/v1/requests/" + story.year.duplicate.request);
  return {"a person registered twice got no second allowance",
          request.at("status") == "being_checked", request.at("status")};
}

Check check_available(Story& story) {
  std::size_t positions = 0;
  bool ok = true;
  const auto funds = story.calls.get(story.scene.auditor, "/v1/funds");
  for (const auto& fund : funds.at("items")) {
    if (fund.at("code") == "unassigned") continue;
    const auto view =
        story.calls.get(story.scene.auditor, "/v1/funds/" + fund.at("id").get<std::string>());
    for (const auto& place : view.at("places")) {
      ++positions;
      ok = ok && !money_of(place.at("available")).is_negative();
    }
  }
  return {"no fund is overspent at any place", ok && positions > 0,
          std::to_string(positions) + " positions"};
}

Check check_account(Story& story, const Account& account) {
  auto books = Money::zero(*account.currency);
  const auto answer = story.calls.get(story.scene.auditor, "/v1/accounts/1100?place=" + account.id);
  for (const auto& balance : answer.at("balances")) books += money_of(balance);
  const auto banks = story.bank.balance(account.iban);
  return {"the books and the bank agree on account …" + account.iban.substr(24), books == banks,
          "books " + books.decimal() + ", bank " + banks.decimal() + " " +
              std::string{banks.currency().code}};
}

Check check_reconciliations(Story& story) {
  std::size_t signed_at_zero = 0;
  for (const auto& id : story.year.reconciliations) {
    const auto one = story.calls.get(story.scene.auditor, "/v1/reconciliations/" + id);
    if (one.at("signed") == true && money_of(one.at("difference")).is_zero()) ++signed_at_zero;
  }
  return {"each reconciliation is signed by two people at difference 0",
          signed_at_zero == story.year.reconciliations.size(),
          std::to_string(signed_at_zero) + " reconciliations"};
}

Check check_receipts(Story& story) {
  const auto left =
      story.calls.get(story.scene.treasurers[1], "/v1/receipts?state=unknown").at("items").size();
  return {"no receipt is left unidentified", left == 0, std::to_string(left) + " unknown"};
}

Check check_exceptions(Story& story) {
  const auto all = story.calls.get(story.scene.auditor, "/v1/exceptions?limit=500").at("items");
  const auto open = std::ranges::count_if(
      all, [](const nlohmann::json& each) { return each.at("state") == "open"; });
  return {"each exception was resolved by two people", !all.empty() && open == 0,
          std::to_string(all.size()) + " raised, " + std::to_string(open) + " open"};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::vector<Check> check_books(Story& story) {
  const auto& scene = story.scene;
  return {check_trial_balance(story),
          check_cash(story),
          check_paid(story),
          check_waiting(story),
          check_returned(story),
          check_duplicate(story),
          check_available(story),
          check_account(story, scene.treasury),
          check_account(story, scene.gifts),
          check_account(story, scene.grant),
          check_reconciliations(story),
          check_receipts(story),
          check_exceptions(story)};
}

std::string trial_balance_text(Story& story) {
  const auto report = trial_balance(story);
  std::string text = "Trial balance on " + to_text(day_in_baku(story.calls.now())) + "\n";
  for (const auto* part : {"rows", "totals"}) {
    for (const auto& row : report.at(part)) {
      const auto account = row.at("account").get<std::string>();
      text += (account.empty() ? "    " : account) + " " + row.at("currency").get<std::string>() +
              cell_of(row.at("debit")) + cell_of(row.at("credit")) + "  " +
              row.at("name").get<std::string>() + "\n";
    }
  }
  return text;
}

std::vector<Check> check_bundle(const DemoWorld& world, const std::filesystem::path& bundle) {
  const auto whole = world.verify(bundle);
  auto bytes = read_file(bundle);
  ensure(!bytes.empty(), "a bundle that was written isn't empty");
  // The middle of the tar is in the middle of a record.
  bytes[bytes.size() / 2] ^= 1;
  const auto changed = bundle.parent_path() / "changed.tar";
  std::ofstream{changed, std::ios::binary} << bytes;
  const auto refused = world.verify(changed);
  std::filesystem::remove(changed);
  return {{"the bundle verifies offline", whole.exit_code == 0, first_line(whole.text)},
          {"one changed byte of the bundle is found", refused.exit_code == 1,
           first_line(refused.text)}};
}

}  // namespace relief::cli
