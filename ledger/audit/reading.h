#pragma once

#include "ledger/books/record.h"
#include "ledger/proof/scan.h"

namespace relief::audit {

/// A record read from its canonical bytes. Strict: it takes nothing that the program wouldn't write
/// of the same record, letter by letter; no document is built on the way.
/// Throws: Error{malformed}; what `currency_of` throws.
ReadRecord read_record(const Scan& scan, const CurrencyOfPlace& currency_of);

}  // namespace relief::audit
