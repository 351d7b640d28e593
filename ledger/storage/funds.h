#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/aid/allocation.h"
#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Money kept apart: the general fund, or one for each restriction. The technical fund of what is
/// nobody's (books' unassigned_fund) has a row too, but is no FundId's.
struct Fund {
  FundId id;
  std::string code;  ///< [a-z][a-z0-9_]{0,31}, as the rulebook names it.
  std::string name;
  std::optional<Restriction> restriction;
};

/// Throws Error{not_found}; the technical fund isn't found here.
Fund find_fund(Transaction& tx, const FundId& id);
std::optional<Fund> find_fund_by_code(Transaction& tx, const std::string& code);

/// The identifier of the fund that people name by its identifier or its code, in letters of either
/// size; the technical fund too. Empty for an empty name. Throws Error{malformed} at /fund.
std::string fund_named(Transaction& tx, const std::string& name);

/// In the order of their opening, without the technical fund.
std::vector<Fund> all_funds(Transaction& tx);
void insert(Transaction& tx, const Fund& fund, std::uint64_t seq);

}  // namespace relief::storage
