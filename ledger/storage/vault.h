#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What the log never holds of a person. All of it is sealed bytes or keyed hashes; what they say
/// is the business of cases/sealed.

/// The wrapped data key of a case's person, or nothing where it was never made or is destroyed.
std::optional<std::string> find_person_key(Transaction& tx, const CaseId& id);
/// A few cases whose persons have one.
std::vector<CaseId> some_with_person_key(Transaction& tx);
void insert_person_key(Transaction& tx, const CaseId& id, const std::string& wrapped);

/// Throws Error{not_found}.
std::string sealed_identity(Transaction& tx, const CaseId& id);
void insert_identity(Transaction& tx, const CaseId& id, const std::string& sealed);

/// Remembers a keyed hash of something that tells one person from another.
void add_blind_index(Transaction& tx, const std::string& kind, const std::string& mac,
                     const CaseId& id);

/// The other cases that share a personal code, a document or a recognition decision with this one.
std::vector<CaseId> possible_duplicates(Transaction& tx, const CaseId& id);

/// The handle of a recognition decision, by its keyed hash.
std::optional<RecognitionId> find_recognition(Transaction& tx, const std::string& mac);
void insert_recognition(Transaction& tx, const std::string& mac, const RecognitionId& handle);

/// Why somebody read an identity: sealed, with the key that opens the record's commitment to it.
struct Reading {
  std::uint64_t seq;  ///< Of its record.
  CaseId relief_case;
  std::string sealed;
  std::string key;
};
void insert(Transaction& tx, const Reading& reading);

/// Something sealed beside the key that opens the record's commitment to it.
struct SealedThing {
  std::string commitment;  ///< 32 bytes.
  std::string key;         ///< 32 bytes, of the commitment.
  std::string sealed;
};

/// The payout of one version of a request. Throws Error{not_found}.
SealedThing find_payout(Transaction& tx, const RequestId& request, int version);
void insert_payout(Transaction& tx, const RequestId& request, int version,
                   const SealedThing& payout);

/// A document that a request or a gift rests on. Documents are only added; their numbers count from
/// 1 for each subject.
struct SealedEvidence {
  std::string subject;  ///< req_… or don_…
  int number;
  std::string kind;
  SealedThing thing;
};
void insert(Transaction& tx, const SealedEvidence& evidence);
std::vector<SealedEvidence> evidence_of(Transaction& tx, const std::string& subject);

}  // namespace relief::storage
