#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/fault_list.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// A leaf of a camt document, below the block (Stmt, Bal, Ntry, TxDtls) that it belongs to.
struct CamtLeaf {
  std::string_view path;  ///< "Refs/EndToEndId"
  std::string_view text;
  std::string_view currency;
};

/// What a camt entry, or one TxDtls of it, says, in its own words.
///
/// Versions differ in where they put things (parties under Pty since .08, charges under Rcrd since
/// .04): the tables have both places.
class CamtParticulars {
 public:
  void take(const CamtLeaf& leaf);

  /// The particulars seen from `own_account`, where money came in (`is_credit`) or went out.
  [[nodiscard]] Particulars particulars(const Currency& currency, bool is_credit,
                                        std::string_view own_account, const std::string& place,
                                        FaultList& faults) const;

  struct RawAmount {
    std::string text;
    std::string currency;
  };
  struct RawCharge {
    RawAmount amount;
    std::string direction;
    std::string is_included;
  };
  /// Everything as the file has it; empty where it has nothing.
  struct Raw {
    std::string bank_reference, end_to_end_id, instruction_id, uetr, batch;
    std::string domain, family, sub_family, proprietary_code;
    std::string debtor, debtor_account, creditor, creditor_account;
    std::string return_code, return_proprietary, rate;
    RawAmount instructed, transaction, total_charges;
    std::vector<RawCharge> charges;
    std::vector<std::string> structured;
    std::string text;
    bool is_return = false;
  };
  [[nodiscard]] const Raw& raw() const { return raw_; }

 private:
  Raw raw_;
};

/// Whether a direction (CdtDbtInd) is CRDT; nothing where it is neither that nor DBIT.
std::optional<bool> is_credit(std::string_view direction);

}  // namespace relief::reconciliation
