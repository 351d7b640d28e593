#pragma once

#include <string>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/books/record.h"
#include "ledger/proof/sha256.h"
#include "tests/ledger/audit/story.h"

namespace relief::audit::test {

/// What the story's records are about, and how they begin.

inline std::string hash_text(const std::string& name) {
  const auto hash = sha256(name);
  return to_base64url(as_bytes(hash));
}

inline const std::string the_organisation = id_named<OrganisationId>("shelter").text();
inline const std::string the_place = id_named<PlaceId>("bank").text();
inline const std::string the_fund = id_named<FundId>("general").text();
inline const std::string the_gift = id_named<GiftId>("first").text();
inline const std::string the_case = id_named<CaseId>("first").text();
inline const std::string the_recognition = id_named<RecognitionId>("first").text();
inline const std::string the_request = id_named<RequestId>("first").text();
inline const std::string the_payment = id_named<PaymentId>("first").text();
inline const std::string the_batch = id_named<BatchId>("first").text();

inline Money money(const std::string& units) { return Money::of_units(units, currency("AZN")); }

/// A record without entry, under a clause of the rulebook in force where one is given.
inline Record under(std::string kind, nlohmann::json fields, std::string clause = {}) {
  Record record{.kind = std::move(kind), .fields = std::move(fields)};
  if (!clause.empty()) record.rulebook = 1;
  record.clause = std::move(clause);
  return record;
}

}  // namespace relief::audit::test
