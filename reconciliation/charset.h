#pragma once

#include <string>
#include <string_view>

#include "reconciliation/bytes.h"

namespace relief::reconciliation {

/// What stands in decoded bytes for one that isn't of its character set: no UTF-8 has it.
inline constexpr char undecodable = '\xff';

/// Whether the system can read this character set: "windows-1254", "ISO-8859-9", "UTF-16LE".
bool is_charset(const std::string& name);

/// Bytes of a character set as UTF-8. Throws Error{unsupported} for a set that isn't known here.
Bytes decoded(Bytes bytes, const std::string& charset);

/// The same for a text that is all there.
std::string decoded(std::string_view text, const std::string& charset);

}  // namespace relief::reconciliation
