#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/audit/keyring.h"
#include "ledger/audit/tree.h"
#include "ledger/base/clock.h"
#include "ledger/books/record.h"
#include "ledger/proof/scan.h"

namespace relief::audit {

/// What a record's signatures are checked against.
struct SignatureSetting {
  const Keyring& keyring;
  const Roots& roots;  ///< Of the tree of all records before this one, at least.
  std::uint64_t seq;
  Instant at;  ///< Of the record.
};

/// A signature of which all is known to be right but the signature itself. That takes longest, and
/// nothing but what is here: any thread may do it, in any order.
struct DueSignature {
  PublicKey key;
  Hash challenge;
  std::string value;

  [[nodiscard]] bool holds() const { return verify(key, as_bytes(challenge), value); }
};

/// The people who signed a record, different ones, in the order of their signatures.
struct Signers {
  std::vector<std::string> people;
  std::vector<DueSignature> due;
};

/// Checks every act of a record: that the statement is canonical, names this act, binds this very
/// record and shows its money, fund and place as they are; that it hadn't expired; that its signer
/// held its key then; and that the log stood as the signer saw it. Whether the signatures hold, and
/// whether a statement was recorded before, is still due.
/// Throws Error: malformed, refused.
Signers check_signatures(const Record& record, const Scan& scan, const SignatureSetting& setting);

/// Throws Error{refused} unless all of them hold.
void require_all_hold(std::span<const DueSignature> due);

}  // namespace relief::audit
