#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "ledger/cases/commit.h"
#include "ledger/cases/context.h"
#include "ledger/proof/ed25519.h"

namespace relief::test {

/// Somebody of the fund, with the key they sign with.
struct Colleague {
  Actor actor;
  KeyId key;
  std::shared_ptr<SigningKey> secret;
};

/// A fund on a database of its own, with genesis, a rulebook, two administrators, and a clock that
/// the test sets. Everything goes through commit(), as in the program.
class Office {
 public:
  Office();
  /// On a database of the test's own, empty or migrated.
  explicit Office(std::string conninfo);
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  Context& context() { return *context_; }
  [[nodiscard]] const std::string& conninfo() const { return conninfo_; }
  /// The file in which the signer keeps its memory.
  [[nodiscard]] std::filesystem::path memory() const { return folder_ / "signer"; }
  /// The auditor's policy for this log.
  [[nodiscard]] std::string policy();

  /// Does what `decide` says, unsigned.
  Facts run(const Colleague& who, const std::function<Facts(Work&)>& decide);
  /// Drafts, signs as each of the people in order, and does it.
  Facts sign(const std::vector<Colleague>& who, const std::function<Facts(Work&)>& decide);
  /// What `sign` sends, to be sent by the test itself.
  Command signed_command(const std::vector<Colleague>& who,
                         const std::function<Facts(Work&)>& decide);

  /// A new colleague with a role and a key, let in by both administrators.
  Colleague hire(const std::string& login, Role role,
                 std::optional<OrganisationId> organisation = std::nullopt);
  OrganisationId shelter(const std::string& name);
  PlaceId bank(const std::string& iban, const std::string& currency_code = "AZN");
  PlaceId box(const OrganisationId& shelter);
  FundId fund(const std::string& code);

  /// Money that arrives: a gift announced to the fund, and the bank's statement with its reference.
  GiftId give(const FundId& fund, const PlaceId& place, const std::string& amount);
  /// A statement of a bank account with these lines (reference, signed amount), taken in.
  Facts statement(const PlaceId& place,
                  const std::vector<std::pair<std::string, std::string>>& lines);

  /// A released case of a recognised person, and a lump sum asked for it, ready for approvals.
  RequestId lump_sum(const Colleague& staff, const std::string& fin);
  /// The same, asked for once more in a case that is there.
  RequestId lump_sum(const Colleague& staff, const CaseId& relief_case);

  Instant now = parse_instant("2025-03-03T08:00:00Z");
  Colleague first_administrator, second_administrator;

 private:
  std::vector<Colleague> administrators() { return {first_administrator, second_administrator}; }

  std::filesystem::path folder_;
  std::string conninfo_;
  Clock clock_;
  Entropy entropy_;
  Secrets secrets_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<storage::TokenDesk> tokens_;
  std::unique_ptr<Signer> signer_;
  std::unique_ptr<Writer> writer_;
  Rulebooks rulebooks_;
  std::unique_ptr<Context> context_;
  std::map<std::string, Colleague> treasurers_;
  std::map<std::string, int> closings_;  ///< Of each place, in minor units: small in tests.
  std::map<std::string, int> statements_;
  std::map<std::string, std::string> ibans_;
  int cases_ = 0;
};

}  // namespace relief::test
