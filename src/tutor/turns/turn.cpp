#include "tutor/turns/turn.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/serialize.hpp>

namespace tutor {

std::string_view to_string(TurnKind kind) { return boost::describe::enum_to_string(kind, ""); }
std::string_view to_string(TurnState state) { return boost::describe::enum_to_string(state, ""); }

bool is_terminal(std::string_view event_kind) {
    return event_kind == "done" || event_kind == "stopped" || event_kind == "failed" || event_kind == "interrupted";
}

Draft draft(std::string_view kind, const boost::json::object& payload) {
    return {std::string(kind), boost::json::serialize(payload)};
}

}  // namespace tutor
