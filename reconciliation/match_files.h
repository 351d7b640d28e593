#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "reconciliation/match.h"
#include "reconciliation/match_statements.h"

namespace relief::reconciliation {

/// An item of the book with what the matcher itself doesn't need.
struct BookItem {
  OpenItem open;
  std::string account;  ///< Ours, on whose statement it is expected.
};

/// The book of open items, a JSON object on each line:
/// {"item","kind":"payment|receipt|transfer","account","direction":"debit|credit","amount",
///  "currency","date","reference","batch","end_to_end_id","counterparty":{"name","iban"},"fund"}.
/// Throws: Error{malformed} with the number of the line that isn't one.
std::vector<BookItem> read_book(std::string_view jsonl);

/// Matches what was delivered to the book, and answers one JSON object for each match, exception of
/// a line, of a statement and of an item, each on a line: every booked line in exactly one of them.
/// A pure function of both: their order changes nothing.
std::string match_files(std::vector<BookItem> book, std::vector<Delivery> deliveries);

}  // namespace relief::reconciliation
