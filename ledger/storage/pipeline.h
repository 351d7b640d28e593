#pragma once

#include <string>
#include <vector>

#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// How many requests stand at one step of their life, and what they come to.
struct PipelineStep {
  std::string status;
  long count;
  Money sum;
};

/// In the order of a request's life, by currency; of one organisation, or of all where
/// `organisation` is empty.
std::vector<PipelineStep> pipeline(Transaction& tx, const std::string& organisation);

}  // namespace relief::storage
