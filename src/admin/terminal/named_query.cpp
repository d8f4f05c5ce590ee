#include "admin/terminal/named_query.hpp"

#include <algorithm>

namespace admin {

const NamedQuery* find_named_query(std::string_view name) {
    const auto found = std::ranges::find(named_queries(), name, &NamedQuery::name);
    return found == named_queries().end() ? nullptr : &*found;
}

std::string_view to_string(ValueKind kind) {
    constexpr std::string_view names[] = {"text", "integer", "real", "usd", "seconds", "time", "day", "yes_no", "days", "choice"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace admin
