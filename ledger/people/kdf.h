#pragma once

#include <openssl/params.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace relief {

/// A parameter of a key derivation that is bytes; they must live as long as it.
OSSL_PARAM bytes_parameter(const char* name, std::string_view bytes);

/// `n` bytes of one of OpenSSL's key derivations. `parameters` ends with OSSL_PARAM_construct_end.
std::string derive_key(const char* algorithm, std::span<const OSSL_PARAM> parameters,
                       std::size_t n);

}  // namespace relief
