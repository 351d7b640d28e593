#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "ledger/audit/keyring.h"
#include "ledger/audit/tree.h"
#include "ledger/books/record.h"

namespace relief::audit {

/// What a record's signatures are checked against.
struct SignatureSetting {
  const Keyring& keyring;
  const Roots& roots;  ///< Of the tree of all records before this one, at least.
  std::uint64_t seq;
};

/// Checks every act of a record: that the statement is canonical, names this act, binds this very
/// record and shows its money, fund and place as they are; that its signer held its key then; that
/// the signature over it holds; and that the log stood as the signer saw it. `json` is the record.
/// Answers the signers, different people, in the order of their signatures.
/// Throws Error: malformed, refused.
std::vector<std::string> check_signatures(const Record& record, const nlohmann::json& json,
                                          const SignatureSetting& setting);

}  // namespace relief::audit
