#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// A receipt that somebody announced, or that was identified as a gift. Who gave it is in the
/// vault.
struct Gift {
  GiftId id;
  DonorId donor;          ///< Drawn for this gift alone: two gifts of one donor look unrelated.
  std::string reference;  ///< The donor quotes it.
  std::string source;     ///< As the rulebook names it.
  FundId fund;
  PlaceId place;
  Money amount;
  Date received_on;
  bool anonymous;        ///< Not named in public.
  std::string evidence;  ///< The kinds of its documents, separated by spaces.
  std::uint64_t seq;
};

/// Which gifts are asked for. What is left empty doesn't narrow.
struct GiftQuery {
  std::string id = {};
  std::string reference = {};
  std::string fund = {};
  std::string place = {};
  bool only_due = false;    ///< Only those of which something hasn't arrived.
  std::uint64_t after = 0;  ///< Only those recorded after this seq.
  int limit = 1000;
};

/// In the order of recording.
std::vector<Gift> find_gifts(Transaction& tx, const GiftQuery& query);

/// Throws Error{not_found}.
Gift find_gift(Transaction& tx, const GiftId& id);
std::optional<Gift> find_gift_by_reference(Transaction& tx, const std::string& reference);
void insert(Transaction& tx, const Gift& gift);

/// What one item (a payment, a bank's charge) took of a gift.
struct GiftUse {
  std::string item;
  Money amount;
};

/// The earliest use first.
std::vector<GiftUse> uses_of(Transaction& tx, const GiftId& id);

/// Who gave a gift, sealed under a key of the gift's own.
struct SealedDonor {
  GiftId gift;
  std::string wrapped;  ///< The gift's key, under the master key.
  std::string sealed;
};

void insert(Transaction& tx, const SealedDonor& donor);

/// Throws Error{not_found}.
SealedDonor find_donor(Transaction& tx, const GiftId& gift);

}  // namespace relief::storage
