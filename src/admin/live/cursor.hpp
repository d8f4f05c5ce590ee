#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock/clock.hpp"

namespace admin {

// Where a viewer of live events is: at the last event it got. Events stand in the order of time, kind and id.
struct Cursor {
    timing::Micros at = 0;
    std::string kind, id;
    auto operator<=>(const Cursor&) const = default;
};

// The id of an event on the wire, "1763779200000000-turn.begun-…"; nullopt for what is no such id.
std::string to_text(const Cursor& cursor);
std::optional<Cursor> cursor_of(std::string_view text);

}  // namespace admin
