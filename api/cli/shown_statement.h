#pragma once

#include <string>

#include "api/cli/signing_desk.h"

namespace relief::cli {

/// What a person reads before they sign: the act in words, amounts as amounts, fund and place by
/// their names as far as the person may see them, and then the exact statement.
std::string shown(SigningDesk& desk, const Drafted& drafted);

}  // namespace relief::cli
