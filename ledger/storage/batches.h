#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/base/names.h"
#include "ledger/money/money.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

enum class BatchState {
  ordered,
  settled,  ///< None of its payments is still expected on a statement: told from them, never
            ///< stored.
  cancelled,
};

inline constexpr auto batch_states = names<BatchState>({
    {BatchState::ordered, "ordered"},
    {BatchState::settled, "settled"},
    {BatchState::cancelled, "cancelled"},
});

/// Payments that one place is asked for together, on one day, in one currency. Its lines are the
/// PaymentOrderRows of storage/payments.
struct Batch {
  BatchId id;
  PlaceId place;
  Date execution_date;
  int count;
  Money total;
  std::string payer;  ///< The fund's name, as the bank's file carries it.
  BatchState state;
  PersonId ordered_by;
  Instant ordered_at;
  std::uint64_t seq;
};

/// Which batches are asked for. What is left empty doesn't narrow.
struct BatchQuery {
  std::string id = {};
  std::string place = {};
  std::string state = {};
  std::uint64_t after = 0;  ///< Only those ordered after this seq.
  int limit = 1000;
};

/// In the order of ordering.
std::vector<Batch> find_batches(Transaction& tx, const BatchQuery& query);

/// Throws Error{not_found}.
Batch find_batch(Transaction& tx, const BatchId& id);
/// The identifiers of all batches that were cancelled.
std::set<std::string> cancelled_batches(Transaction& tx);
void insert(Transaction& tx, const Batch& batch);
void set_state(Transaction& tx, const BatchId& id, BatchState state);

/// What records promise of a batch's file, with the key that opens it.
std::optional<Commitment> find_export(Transaction& tx, const BatchId& id,
                                      const std::string& format);
/// Whether a batch's file was ever given out, in whatever format.
bool was_exported(Transaction& tx, const BatchId& id);
void insert_export(Transaction& tx, const BatchId& id, const std::string& format,
                   const Commitment& commitment);

/// The last day that the place's posted statements cover.
std::optional<Date> covered_until(Transaction& tx, const PlaceId& place);

}  // namespace relief::storage
