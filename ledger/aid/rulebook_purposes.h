#pragma once

#include <string>

#include "ledger/aid/rulebook.h"
#include "ledger/aid/toml_table.h"

namespace relief {

/// The part of parse_rulebook that reads where means come from and what may be paid.
Source read_source(std::string code, TomlTable& table);
Purpose read_purpose(std::string code, TomlTable& table, const Currency& currency);

}  // namespace relief
