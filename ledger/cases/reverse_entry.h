#pragma once

#include <cstdint>

#include "ledger/cases/work.h"

namespace relief {

/// Mirrors the entry of a record, once, with a link to it. Signed by two.
/// Throws Error: not_found; refused for a kind of record that isn't reversed (most have an act of
/// their own that undoes them); conflict where it was reversed before, or what it opened has been
/// settled since.
Facts reverse_entry(Work& work, std::uint64_t reversed);

}  // namespace relief
