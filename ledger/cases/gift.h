#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/aid/donor.h"
#include "ledger/cases/person_seal.h"
#include "ledger/cases/work.h"
#include "ledger/people/commitment.h"
#include "ledger/storage/gifts.h"
#include "ledger/storage/vault.h"

namespace relief {

/// A gift as the office files it.
struct NewGift {
  std::optional<Donor> donor;  ///< Nothing where nobody knows.
  bool anonymous;
  std::string source;
  Money amount;
  Date received_on;
  PlaceId place;
  FundId fund;
  std::vector<Evidence> evidence;
};

/// A gift that keeps every rule and isn't recorded yet, with what of it is sealed.
struct NextGift {
  storage::Gift gift;  ///< Without the seq of its record.
  storage::SealedDonor donor;
  std::vector<storage::SealedEvidence> evidence;
  Commitment reference;  ///< Of its record to the gift's reference.
  std::string income_account;
};

/// Throws Error: malformed for an unknown source or a day still to come; refused by the source's or
/// the fund's clause, or for a place of another currency.
NextGift next_gift(Work& work, const NewGift& input);

/// The gift's documents as records tell of them: kinds, and a commitment to each.
nlohmann::json evidence_fields(const NextGift& next);

/// Writes a recorded gift to the stores.
void insert_gift(Work& work, NextGift next, std::uint64_t seq);

/// What is sealed of a gift.
struct GiftParticulars {
  std::optional<Donor> donor;  ///< Nothing where nobody knows.
  std::vector<Evidence> evidence;
};

/// Opens what is sealed of a gift.
GiftParticulars particulars_of(storage::Transaction& tx, const Secrets& secrets, const GiftId& id);

}  // namespace relief
