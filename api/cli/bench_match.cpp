#include <cmath>
#include <string>

#include "api/cli/bench_camt.h"
#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "ledger/aid/check_digits.h"
#include "ledger/aid/reference.h"
#include "ledger/base/error.h"
#include "ledger/proof/sha256.h"
#include "reconciliation/formats.h"
#include "reconciliation/match_files.h"

namespace relief::cli {
namespace {

namespace bank = reconciliation;

constexpr std::string_view own_account = "AZ21NABZ00000000137010001944";
constexpr long opening_balance = 1'000'000'000;
constexpr long lump_sum_manat = 700;
constexpr std::size_t payments_a_day = 400;
constexpr std::size_t days = 250;

/// One lump sum, as the book has it and as the bank books it.
struct LumpSum {
  explicit LumpSum(std::size_t number)
      : seed{sha256("lump sum " + std::to_string(number))},
        id{"P-" + std::to_string(number)},
        reference{make_reference(as_bytes(seed).substr(0, 16))},
        day{Date{std::chrono::January / 1 / 2026} +
            std::chrono::days{number / payments_a_day % days}} {
    std::string digits;
    for (const auto byte : as_bytes(seed).substr(0, 20)) {
      digits += static_cast<char>('0' + static_cast<unsigned char>(byte) % 10);
    }
    const auto check = 98 - remainder_by_97("AZEJ" + digits + "AZ00");
    account = std::string{"AZ"} + (check < 10 ? "0" : "") + std::to_string(check) + "AZEJ" + digits;
  }

  [[nodiscard]] std::string item() const {
    return nlohmann::json{{"item", id},
                          {"kind", "payment"},
                          {"account", own_account},
                          {"direction", "debit"},
                          {"amount", std::to_string(lump_sum_manat) + ".00"},
                          {"currency", "AZN"},
                          {"date", to_text(day)},
                          {"reference", reference},
                          {"batch", ""},
                          {"end_to_end_id", reference},
                          {"counterparty", {{"name", "Nümunə " + id}, {"iban", account}}},
                          {"fund", "general"}}
               .dump() +
           '\n';
  }

  /// Of ten, seven carry their reference, one has it damaged, and two have none.
  [[nodiscard]] std::string quoted() const {
    const auto kind = static_cast<unsigned char>(seed[31]) % 10;
    if (kind < 7) return reference;
    if (kind > 7) return "NOTPROVIDED";
    auto damaged = reference;
    std::swap(damaged[8], damaged[9]);
    return damaged;
  }

  [[nodiscard]] std::string entry() const {
    return R"(<Ntry><Amt Ccy="AZN">)" + std::to_string(lump_sum_manat) +
           ".00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" +
           to_text(day) + "</Dt></BookgDt><AcctSvcrRef>B" + id +
           "</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>" + quoted() +
           R"(</EndToEndId></Refs><Amt Ccy="AZN">)" + std::to_string(lump_sum_manat) +
           ".00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Cdtr><Pty><Nm>Numune " + id +
           "</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>" + account +
           "</IBAN></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>\n";
  }

  Hash seed;
  std::string id;
  std::string reference;
  Date day;
  std::string account = {};
};

struct Inputs {
  std::string book;
  std::string statement;
};

/// Equal lump sums, hundreds on a day, and the camt.053 that books each of them.
Inputs inputs(std::size_t count) {
  Inputs made{.book = {},
              .statement = camt053_head(
                  {.account = own_account,
                   .day = "2026-12-31",
                   .opening = opening_balance,
                   .closing = opening_balance - lump_sum_manat * static_cast<long>(count)})};
  for (std::size_t i = 0; i < count; ++i) {
    const LumpSum one{i};
    made.book += one.item();
    made.statement += one.entry();
  }
  made.statement += camt053_tail;
  return made;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// All that `relief match` does with its files, in seconds of processor time.
double matching(std::size_t lines) {
  const auto made = inputs(lines);
  const auto before = processor_seconds_of_self();
  std::vector<bank::Delivery> deliveries;
  deliveries.push_back(
      {"statement.xml", bank::format_named("camt.053")->read(made.statement, bank::Habits{})});
  const auto result = bank::match_files(bank::read_book(made.book), std::move(deliveries));
  const auto used = processor_seconds_of_self() - before;
  require(count_of(result, R"("status":"auto")") * 10 >= lines * 7, Errc::refused,
          "lines that carry their reference weren't matched");
  return used;
}

}  // namespace

/// P8: equal lump sums matched, in processor time, and what ten times as many cost.
std::vector<Bar> bench_match(const BenchOptions& options) {
  const auto lines = options.entries;
  const auto tenth = matching(lines / 10);
  const auto whole = matching(lines);
  auto conditions = conditions_here();
  conditions["lines"] = lines;
  // What n log n allows for ten times as many lines; no money is near.
  const auto growth =
      10 * std::log(static_cast<double>(lines)) / std::log(static_cast<double>(lines) / 10);
  return {{.bar = "P8",
           .value = whole,
           .unit = "s of processor time",
           .yardstick = "a second",
           .yardstick_value = 1,
           .target = 10,
           .is_least = false,
           .conditions = conditions},
          {.bar = "P8",
           .value = whole,
           .unit = "s of processor time",
           .yardstick = "the same with a tenth of the lines",
           .yardstick_value = tenth,
           .target = growth,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
