#include "cli/roles.hpp"

#include <string>

#include "platform/error.hpp"

namespace cli {

Roles roles_named(std::string_view list) {
    Roles roles{.api = false, .worker = false, .scheduler = false};
    for (std::size_t from = 0; from <= list.size();) {
        const auto comma = std::min(list.find(',', from), list.size());
        const auto name = list.substr(from, comma - from);
        if (name == "api") roles.api = true;
        else if (name == "worker") roles.worker = true;
        else if (name == "scheduler") roles.scheduler = true;
        else throw Error(ErrorCode::invalid, "OT_ROLE: api, worker and scheduler expected, separated by commas, not \"" + std::string(list) + "\"");
        from = comma + 1;
    }
    return roles;
}

}  // namespace cli
