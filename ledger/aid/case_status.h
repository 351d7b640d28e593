#pragma once

#include "ledger/base/names.h"

namespace relief {

/// Whether the state has decided that a person was trafficked. A case starts as presumed or as
/// recognised; the words are those of the API, the records and the rulebook.
enum class CaseStatus {
  presumed,    ///< Helped, while the decision is pending.
  recognised,  ///< By a recognition decision.
  refused,     ///< The decision was no.
};

inline constexpr auto case_statuses = names<CaseStatus>({
    {CaseStatus::presumed, "presumed"},
    {CaseStatus::recognised, "recognised"},
    {CaseStatus::refused, "refused"},
});

}  // namespace relief
