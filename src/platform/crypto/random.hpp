#pragma once
#include <string>

namespace crypto {

// Bytes from the system's generator; throws Error(internal) when it has none.
std::string random_bytes(std::size_t bytes);

}  // namespace crypto
