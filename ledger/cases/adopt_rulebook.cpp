#include "ledger/cases/adopt_rulebook.h"

#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/rulebooks.h"

namespace relief {

Facts adopt_rulebook(Work& work, const std::string& toml) {
  const auto version = work.rulebook_version() + 1;
  require_field(parse_rulebook(toml).version == version, "/version",
                "a rulebook's version is the number after the one in force");
  const auto digest = sha256(toml);
  const auto seq = work.append_signed(
      under_rule(work, "rulebook",
                 {.kind = "rulebook.adopted",
                  .fields = {{"version", version}, {"digest", to_base64url(as_bytes(digest))}}}),
      {.target = "new"});
  storage::insert_rulebook(work.tx(), version, toml, seq);
  return {{"version", version}, {"seq", seq}};
}

}  // namespace relief
