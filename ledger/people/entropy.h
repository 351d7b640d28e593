#pragma once

#include "ledger/base/entropy.h"

namespace relief {

/// The operating system's entropy through OpenSSL's generator. Any thread.
/// The entropy throws InvariantBroken when the generator fails: no key is ever made of less.
Entropy system_entropy();

}  // namespace relief
