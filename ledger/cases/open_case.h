#pragma once

#include <optional>
#include <string>

#include "ledger/cases/work.h"
#include "ledger/people/identity.h"
#include "ledger/storage/relief_cases.h"

namespace relief {

/// The state's decision that a person was trafficked.
struct Recognition {
  std::string number;
  Date date;
  std::string body;  ///< Who decided.
};

/// One spelling of a recognition decision, however its number and body were typed: ASCII letters in
/// one case, without blanks and signs.
std::string normalised(const Recognition& recognition);

/// A document's number in one spelling, in the same way.
std::string normalised_document(std::string_view document);

/// The handle of a recognition decision, which the same decision always has; `mac` finds it again.
struct RecognitionHandle {
  RecognitionId id;
  std::string mac;
};
RecognitionHandle handle_of(Work& work, const Recognition& recognition);

struct NewCase {
  std::optional<Recognition> recognition;  ///< Nothing: the person is presumed.
  storage::Referral referral;
  std::optional<std::string> group;
  Identity identity;
};

/// Registers a person whom the actor's organisation helps. The answer is always the same, whoever
/// the person is and whoever else has registered them: the fund looks for duplicates later.
/// Throws Error: forbidden for anybody but a shelter; malformed for a recognition, or a birth,
/// that is still to come.
Facts open_case(Work& work, const NewCase& input);

}  // namespace relief
