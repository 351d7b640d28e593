#pragma once

#include <cstddef>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Where people signed in from. A network is 32 bytes of a keyed hash.

/// Whether somebody came to this login from there after `since`.
bool is_known_network(Transaction& tx, const std::string& login, const std::string& network,
                      Instant since);

/// Keeps that this person came from there now, and forgets where they came from last before
/// `since`.
void remember_network(Transaction& tx, const PersonId& person, const std::string& network,
                      Instant now, Instant since);

/// Takes away a person's sessions that have expired, and all but the youngest `kept` of the others.
void drop_sessions(Transaction& tx, const PersonId& person, std::size_t kept, Instant now);

}  // namespace relief::storage
