#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/aid/payout.h"
#include "ledger/base/clock.h"
#include "ledger/cases/work.h"
#include "ledger/people/identity.h"
#include "ledger/storage/requests.h"
#include "ledger/storage/vault.h"

namespace relief {

/// A document that something rests on, as the office files it.
struct Evidence {
  std::string kind;  ///< As the rulebook names it.
  std::string reference;
  Date date;
  std::optional<std::string> sha256;  ///< Of the file, in hex.
};

/// The one text of a document, which its commitment is made over.
std::string canonical_text(const Evidence& evidence);

/// The inverse of canonical_text.
Evidence evidence_in(const std::string& text);

/// Refuses a document that is dated tomorrow or later, at its place under /evidence.
void require_dates(const std::vector<Evidence>& evidence, Date today);

/// The kind under which a request's written reason is sealed, beside its documents.
inline constexpr std::string_view written_reason = "written_reason";

/// Whether these secrets are those that persons' keys were wrapped with, as far as a few of them
/// tell; true where there are none yet.
bool opens_vault(storage::Transaction& tx, const Secrets& secrets);

/// Seals and opens what is kept of one person, under that person's own key. Lives as long as one
/// decision.
class PersonSeal {
 public:
  /// Throws Error{conflict} where the key was destroyed: the person's data was erased.
  PersonSeal(storage::Transaction& tx, const Secrets& secrets, const CaseId& id);

  /// A fresh key, for a new case; `wrapped()` is to be kept.
  PersonSeal(Work& work, const CaseId& id);
  [[nodiscard]] const std::string& wrapped() const noexcept { return wrapped_; }

  [[nodiscard]] std::string seal_identity(const Identity& identity, const Entropy& entropy) const;
  [[nodiscard]] Identity open_identity(std::string_view sealed) const;

  /// `commitment` is the one to the payout's canonical text.
  [[nodiscard]] storage::SealedThing seal_payout(const RequestId& request, int version,
                                                 const Payout& payout, const Commitment& commitment,
                                                 const Entropy& entropy) const;
  /// Throws InvariantBroken where the payout isn't the one that was committed to.
  [[nodiscard]] Payout open_payout(const RequestId& request, int version,
                                   const storage::SealedThing& thing) const;

  [[nodiscard]] storage::SealedEvidence seal_evidence(const RequestId& request, int number,
                                                      std::string_view kind,
                                                      const std::string& text,
                                                      const Entropy& entropy) const;

  [[nodiscard]] std::string seal_note(std::uint64_t seq, std::string_view note,
                                      const Entropy& entropy) const;

 private:
  using Key = SecretKey<struct PersonKeyTag>;

  [[nodiscard]] std::string context(std::string_view column, std::string_view which) const;

  CaseId id_;
  std::string wrapped_;
  Key key_;
};

/// The payout of a request's present version, checked against the commitment that its record
/// carries and its approvers signed.
/// Throws Error: conflict where the person's data was erased; not_found where none is kept.
Payout payout_of(storage::Transaction& tx, const Secrets& secrets, const storage::Request& request);

}  // namespace relief
