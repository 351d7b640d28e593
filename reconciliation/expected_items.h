#pragma once

#include <span>
#include <string>
#include <vector>

#include "ledger/storage/places.h"
#include "ledger/storage/transaction.h"
#include "reconciliation/match.h"
#include "reconciliation/statement.h"

namespace relief::reconciliation {

/// An item that a line may be about, with what its entry needs.
struct Expected {
  OpenItem item;   ///< Each order of a payment has a name of its own in here.
  std::string id;  ///< Of the payment, gift or transfer, as records name it.
  std::string fund;
  std::string from_place;     ///< Of a transfer that arrives: where it was ordered.
  std::uint64_t ordered_seq;  ///< The record that made us expect it.
  /// Of an order that stands no more: why a debit of it is nobody's. Else empty.
  std::string stray_code{};
};

/// The items of ours that the lines speak of at a place: those whose reference, or whose batch's,
/// stands on one of them. Only these can be settled exactly; so only these are read.
std::vector<Expected> expected_items(storage::Transaction& tx, const storage::Place& place,
                                     std::span<const StatementLine> lines);

/// The payments whose references stand on a line, or on one detail of it (zero: on any), and the
/// batches: for the record of a debit that settles none of them. Where they are many, the batches
/// that they were ordered in stand for them.
std::vector<std::string> orders_named(const StatementLine& line, int detail,
                                      const std::vector<Expected>& expected);

}  // namespace relief::reconciliation
