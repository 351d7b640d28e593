#pragma once

#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/csv_profile.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

/// Reads one statement from a table of a bank, as its profile says that it is written, and answers
/// its faults.
///
/// Where the file gives no opening and closing balance, those beside its lines are taken: the first
/// less its line, and the last. Rows may run in either direction of time.
std::vector<Fault> tell_csv(const Bytes& bytes, const CsvProfile& profile, StatementSink& sink);

}  // namespace relief::reconciliation
