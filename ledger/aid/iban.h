#pragma once

#include <string_view>

namespace relief {

/// Refuses a text that isn't an International Bank Account Number (ISO 13616): capitals and
/// digits without spaces, of a country that has IBANs, of that country's length and, in
/// Azerbaijan, its structure, with check digits that agree.
///
/// Throws Error{malformed} at `pointer` with a sentence that says what is wrong.
void require_iban(std::string_view text, std::string_view pointer);

/// Whether require_iban would take the text.
bool is_iban(std::string_view text);

/// Whether the text is a bank's identifier (ISO 9362, BIC): eight or eleven capitals and digits.
bool is_bic(std::string_view text);

}  // namespace relief
