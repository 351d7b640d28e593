#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/bytes.h"
#include "reconciliation/statement_sink.h"

namespace relief::reconciliation {

bool looks_like_ofx(std::string_view head);

/// Reads Open Financial Exchange, 1 (SGML, whose leaves need no end) and 2 (XML), and answers its
/// faults. `charset` is for a file of version 1 whose header names none.
///
/// The only balance of such a file is the one it ends with. The opening one is that less the lines:
/// it says nothing of the file itself, but shows a gap to the one before.
std::vector<Fault> tell_ofx(const Bytes& bytes, const std::string& charset, StatementSink& sink);

}  // namespace relief::reconciliation
