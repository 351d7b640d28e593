#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger/base/clock.h"
#include "ledger/books/book.h"

namespace relief {

/// A signed statement, as it stands in a record's `acts`.
struct Act {
  std::string text;          ///< The exact statement.
  nlohmann::json signature;  ///< {"key","alg","value"}.
};

/// One thing that happened, before it has a place in the log. What it says of money is its entry;
/// the record's kind and fields are in record_kinds.
struct Record {
  std::string kind;  ///< Past tense: "request.approved".
  nlohmann::json fields;
  std::optional<Entry> entry = std::nullopt;
  Nature nature = Nature::act;
  std::vector<std::uint64_t> cause = {};       ///< The records that led to it.
  std::optional<int> rulebook = std::nullopt;  ///< The version of the rulebook that was applied.
  std::string clause = {};
  std::vector<Act> acts = {};
};

/// What makes a record a leaf: its place, its moment, and who.
struct Envelope {
  std::uint64_t seq;
  Instant at;
  std::string salt;  ///< 16 random bytes.
  std::string by;    ///< A person's identifier, or "clock".
};

/// The part of a record that people sign: kind, fields, rulebook and clause.
nlohmann::json body_of(const Record& record);

/// The whole record. Its canonical bytes are the leaf's data.
nlohmann::json to_json(const Record& record, const Envelope& envelope);

/// A record read back from its leaf.
struct ReadRecord {
  Record record;
  Envelope envelope;
};

/// Throws Error{malformed}: an unknown kind or field, a missing one, a wrong type.
ReadRecord record_of(const nlohmann::json& json, const CurrencyOfPlace& currency_of);

}  // namespace relief
