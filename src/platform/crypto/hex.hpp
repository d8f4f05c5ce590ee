#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crypto {

// RFC 4648, 8, in either case. nullopt for anything else.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace crypto
