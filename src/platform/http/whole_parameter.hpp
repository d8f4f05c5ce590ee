#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "platform/http/http.hpp"

namespace http {

// What an integer of the query may be; `usual` when it is not there, which may lie outside of the others.
struct Whole {
    std::int64_t usual = 0, least = 1, most = std::numeric_limits<std::int64_t>::max();
};
// Throws Error(invalid) that names the parameter and what it may be.
std::int64_t whole_parameter(const Request& request, std::string_view name, Whole may_be);

// The decimal digits of an integer, perhaps with a minus, and nothing else; nullopt for other text and for what 64 bits do not hold.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace http
