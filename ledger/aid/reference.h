#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relief {

/// Our reference of a payment or a gift is an ISO 11649 creditor reference: "RF", two check digits
/// and twelve random characters, sixteen in all, because that is what the reference field of an
/// MT940 line holds. It says nothing of whom or what it is for.
///
/// The twelve are digits and capitals without I, L and O (read as 1 and 0) and without U (fewer
/// words): 32 symbols, 60 bits without bias. Among a million references two are equal by chance
/// once in two million funds; twelve digits alone would collide at a million.

/// A reference made of 16 random bytes, whose first twelve it uses.
std::string make_reference(std::string_view bytes16);

/// Whether the text is spelled as make_reference spells, check digits included.
bool is_reference(std::string_view text);

/// The references in a bank's free text, in order, each once. Takes small letters, and spaces and
/// line breaks within, because people copy groups of four and banks break lines anywhere. That a
/// thing found was really issued is for its caller to look up.
std::vector<std::string> references_in(std::string_view text);

}  // namespace relief
