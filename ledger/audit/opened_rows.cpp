#include "ledger/audit/opened_rows.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/audit/checks.h"
#include "ledger/base/text.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/openings.h"

namespace relief::audit {

void OpenedRows::add(const ReadRecord& read) {
  const auto& [kind, fields] = std::pair{read.record.kind, read.record.fields};
  if (kind == "payment.ordered") return;  // Compared with its batch.
  for (const auto* name : {"reference", "account"}) {
    if (!fields.contains(name)) continue;
    const auto commitment = from_base64url(fields.at(name).get<std::string>());
    commitments_.emplace(read.envelope.seq, commitment.value_or(""));
  }
}

void OpenedRows::compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to) {
  auto expected = std::exchange(commitments_, {});
  for (const auto& row : storage::opened_texts(tx, from, to)) {
    const auto committed = expected.extract(row.seq);
    if (committed.empty()) {
      fail("a reference or account in the database is one that no record commits to", row.seq);
    }
    if (!opens(committed.mapped(), row.key, row.text)) {
      fail("a reference or account in the database isn't the one that its record commits to",
           row.seq);
    }
  }
  if (expected.empty()) return;
  fail("a reference or account that a record commits to isn't in the database",
       expected.begin()->first);
}

}  // namespace relief::audit
