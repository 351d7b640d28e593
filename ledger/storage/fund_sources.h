#pragma once

#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/money/currency.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The lawful sources of the gifts that stand unspent in a fund, in one currency.
std::vector<std::string> unspent_sources(Transaction& tx, const FundId& fund,
                                         const Currency& currency);

}  // namespace relief::storage
