#pragma once

#include <string>

#include "ledger/cases/work.h"

namespace relief::reconciliation {

struct BankFile {
  PlaceId place;
  std::string format;      ///< A name of formats(), or empty: by its media type, and how it begins.
  std::string media_type;  ///< That it was sent as; may be empty.
  std::string bytes;
};

/// Takes a bank's file: seals it as it came, reads it, and posts each of its statements if it can
/// be trusted and its turn has come; then those that waited for it.
///
/// Answers {id, verdict: posted|waiting, lines, opening, closing} of the file's first statement;
/// {duplicate_of} where the same bytes came before and weren't discarded; {quarantined, reasons}
/// where the file isn't to be trusted, and nothing of it is in the books.
Facts import_statement(Work& work, const BankFile& input);

}  // namespace relief::reconciliation
