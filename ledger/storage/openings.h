#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Keeps what opens a record's commitment to the reference of a payment, gift or transfer.
void insert_reference_key(Transaction& tx, const std::string& item, const std::string& reference,
                          const std::string& key);
/// Keeps what opens a record's commitment to the account of a place.
void insert_account_key(Transaction& tx, const PlaceId& place, const std::string& key);

/// A text that the tables have in the clear and a record only commits to.
struct OpenedText {
  std::uint64_t seq;  ///< Of the record.
  std::string text;
  std::string key;  ///< Empty where the vault has none.
};

/// The references of gifts and transfers, and the accounts of places, of the records [from, to).
std::vector<OpenedText> opened_texts(Transaction& tx, std::uint64_t from, std::uint64_t to);

}  // namespace relief::storage
