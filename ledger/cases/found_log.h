#pragma once

#include <array>
#include <optional>
#include <string>

#include "ledger/cases/context.h"
#include "ledger/proof/ed25519.h"

namespace relief {

/// One of the two people who begin: later keys and roles all need their signatures, or those of
/// whom they let in.
struct Founder {
  std::string login;
  std::string name;
  std::string password;  ///< PHC string; empty: no sign-in by password.
  PublicKey key;
};

struct Founding {
  std::array<Founder, 2> administrators;
  std::string rulebook;  ///< TOML.
  std::string code;      ///< The version of the program that begins.
};

/// Writes genesis, the log's first record, with the rulebook and the two administrators, and signs
/// the first checkpoint. The one change that doesn't go through commit(): before it there is no
/// rulebook to decide under. Answers the record's SHA-256 in hexadecimal, which an auditor's policy
/// names.
/// Throws Error: conflict where the log has begun already; malformed for a bad rulebook, a key of
/// low order, or one key for both.
std::string found_log(Context& context, const Founding& founding);

/// What genesis says of the log itself.
struct LogName {
  std::string origin;
  std::string vkey;  ///< Of the key that signed it first.
};

/// Nothing for a log that has not begun, or whose first record can't be read.
std::optional<LogName> log_name(storage::Transaction& tx);

/// Whether the log has its first record.
bool is_founded(storage::Database& database);

}  // namespace relief
