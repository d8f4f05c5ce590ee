#pragma once
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "library/material.hpp"
#include "platform/clock/clock.hpp"
#include "platform/id.hpp"

// A turn: something the tutor says to one learner, as numbered events that are rows before anybody sees them.
namespace tutor {

using TurnId = Id<struct TurnTag>;
using ConversationId = Id<struct ConversationTag>;

enum class TurnKind { lesson, ask, echo };
BOOST_DESCRIBE_ENUM(TurnKind, lesson, ask, echo)

// Every state but `running` is also the kind of the one terminal event.
enum class TurnState { running, done, stopped, failed, interrupted };
BOOST_DESCRIBE_ENUM(TurnState, running, done, stopped, failed, interrupted)

std::string_view to_string(TurnKind kind);
std::string_view to_string(TurnState state);
bool is_terminal(std::string_view event_kind);

struct Turn {
    OrgId org;
    TurnId id;
    UserId user;
    TurnKind kind = TurnKind::lesson;
    TurnState state = TurnState::running;
    std::string title;
    library::CourseId course;                     // empty for an echo
    std::optional<ConversationId> conversation;   // of an ask
    std::string subject;                          // JSON: what the producer of this kind needs to begin or go on
    std::string holder;                           // the process that writes it, see holder.hpp
    std::int64_t epoch = 0;                       // grows with each change of holder
    timing::Micros lease_until = 0;
    std::int64_t stalls = 0;  // take-overs since the last event
    std::int64_t seq = 0;     // of the newest event
    timing::Micros created_at = 0;
};

struct Event {
    std::int64_t seq = 0;
    std::string kind;
    std::string payload;  // one JSON object
};

// An event that has no number yet.
struct Draft {
    std::string kind;
    std::string payload;
};
Draft draft(std::string_view kind, const boost::json::object& payload);

}  // namespace tutor
