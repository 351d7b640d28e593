#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// By their first fields: ":20:" and then a balance, or a floor limit.
bool looks_like_mt940(std::string_view head);
bool looks_like_mt942(std::string_view head);

/// Reads SWIFT messages MT940 and MT942, as banks send them to their customers, and answers their
/// faults. Each message says by its fields which of the two it is. `charset` may be empty.
///
/// Lenient in what surrounds the figures (envelopes, letterheads, missing references, the dialects
/// of :86:), strict in them.
std::vector<Fault> tell_mt940(const Bytes& bytes, const std::string& charset, StatementSink& sink);

}  // namespace relief::reconciliation
