#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Time as the project stores and shows it. `clock` because `time` is a function of the C library.
namespace timing {

using Deadline = std::chrono::steady_clock::time_point;
inline Deadline in(std::chrono::milliseconds span) { return std::chrono::steady_clock::now() + span; }

// Microseconds since 1970-01-01 UTC, the unit of every stored time.
using Micros = std::int64_t;
constexpr Micros a_day = 86'400'000'000;
Micros now();
// RFC 3339 in UTC with milliseconds: 2026-11-21T09:30:00.123Z
std::string to_rfc3339(Micros at);
// A date-time of RFC 3339 with any offset; nullopt for anything else. A leap second counts as the next second.
std::optional<Micros> from_rfc3339(std::string_view text);

}  // namespace timing
