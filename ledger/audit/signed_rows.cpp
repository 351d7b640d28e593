#include "ledger/audit/signed_rows.h"

#include "ledger/audit/checks.h"
#include "ledger/storage/signed_acts.h"

namespace relief::audit {

void SignedRows::add(std::uint64_t seq, const Signers& signers) {
  for (const auto& due : signers.due) challenges_.emplace(seq, due.challenge);
}

void SignedRows::compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to) {
  auto expected = std::exchange(challenges_, {});
  for (const auto& row : storage::signed_acts(tx, from, to)) {
    if (expected.extract({row.seq, row.challenge}).empty()) {
      fail("the database says that something was signed that no record has", row.seq);
    }
  }
  if (expected.empty()) return;
  fail("the database doesn't know any more what was signed", expected.begin()->first);
}

}  // namespace relief::audit
