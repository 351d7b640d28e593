#pragma once

#include <string>

#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The things whose state can be named.
enum class Stateful {
  batch,
  fund,
  gift,
  payment,
  reconciliation,
  relief_case,
  request,
  statement,
};

/// The name of a thing's state: another one after anything about it has changed, and the same one
/// until then. Of a request it begins with the version. Empty where there is no such thing, or none
/// of `organisation`; an empty organisation narrows nothing.
std::string state_of(Transaction& tx, Stateful noun, const std::string& id,
                     const std::string& organisation);

}  // namespace relief::storage
