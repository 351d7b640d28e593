#include <fstream>

#include "api/cli/bench_camt.h"
#include "api/cli/bench_house.h"
#include "api/cli/stopwatch.h"
#include "ledger/base/error.h"
#include "reconciliation/checks.h"
#include "reconciliation/formats.h"

namespace relief::cli {
namespace {

namespace bank = reconciliation;

constexpr long opening = 100'000'000;
constexpr long lump_sum = 700;

/// A camt.053 of so many payments, as a bank writes them: about 800 bytes each.
void write_statement(const std::filesystem::path& path, std::size_t payments) {
  std::ofstream file{path, std::ios::binary};
  file << camt053_head({.account = "AZ21NABZ00000000137010001944",
                        .day = "2026-01-31",
                        .opening = opening,
                        .closing = opening - lump_sum * static_cast<long>(payments)});
  for (std::size_t i = 0; i < payments; ++i) {
    file << R"(<Ntry><Amt Ccy="AZN">)" << lump_sum << ".00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
         << "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-15</Dt></BookgDt><AcctSvcrRef>B" << i
         << "</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT"
         << "</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>R" << i
         << R"(</EndToEndId></Refs><Amt Ccy="AZN">)" << lump_sum << ".00</Amt><CdtDbtInd>DBIT"
         << "</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Fond</Nm></Pty></Dbtr><Cdtr><Pty><Nm>"
         << "Nümunə Uydurmazadə</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>"
         << "AZ96AZEJ00000000001234567890</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>"
         << "yardim " << i << "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n";
  }
  file << camt053_tail;
  require(file.good(), Errc::unavailable, "the statement to be measured can't be written");
}

/// Judges each statement as it ends, and keeps no line.
class Judge : public bank::StatementSink {
 public:
  void take(bank::StatementLine line) override { totals_.add(line); }
  void take(bank::Statement statement) override {
    is_sound_ = is_sound_ && bank::check(statement, totals_, {}).may_post();
    totals_ = {};
  }
  [[nodiscard]] bool is_sound() const { return is_sound_; }

 private:
  bank::Totals totals_;
  bool is_sound_ = true;
};

/// The most memory that this program has held so far.
long peak_kibibytes() {
  std::ifstream status{"/proc/self/status"};
  std::string word;
  long peak = 0;
  while (status >> word) {
    if (word == "VmHWM:") status >> peak;
  }
  return peak;
}

}  // namespace

/// P9: a statement read and checked, beside xmllint on the same file; both in processor time.
std::vector<Bar> bench_statement(const BenchOptions& options) {
  const auto path = options.folder / "relief-bench-statement.xml";
  write_statement(path, options.entries);
  const auto before = processor_seconds_of_self();
  std::ifstream file{path, std::ios::binary};
  Judge judge;
  const auto faults =
      bank::format_named("camt.053")->tell(bank::bytes_of(file), bank::Habits{}, judge);
  const auto used = processor_seconds_of_self() - before;
  require(faults.empty() && judge.is_sound(), Errc::refused,
          "the statement to be measured isn't sound");
  auto conditions = conditions_here();
  conditions["entries"] = options.entries;
  conditions["bytes"] = std::filesystem::file_size(path);
  conditions["peak_kib"] = peak_kibibytes();
  const auto yardstick = processor_seconds_of("/usr/bin/xmllint", {"--noout", path.string()});
  std::filesystem::remove(path);
  return {{.bar = "P9",
           .value = used,
           .unit = "s of processor time",
           .yardstick = "xmllint --noout on the same file",
           .yardstick_value = yardstick,
           .target = 1.5,
           .is_least = false,
           .conditions = conditions}};
}

}  // namespace relief::cli
