#pragma once
#include <boost/describe/class.hpp>
#include <array>

#include "platform/json/json.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

using PlanId = Id<struct PlanTag>;

struct PlanPrerequisite {
    library::NodeId node_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(PlanPrerequisite, (), (node_id, title))

struct PlanBeat {
    engine::BeatKind kind = engine::BeatKind::say;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(PlanBeat, (), (kind, title))

struct PlanSource {
    library::PassageId passage_id;
    std::string title;
    std::optional<int> page;
};
BOOST_DESCRIBE_STRUCT(PlanSource, (), (passage_id, title, page))

// What a lesson will do; kept, so that a lesson can begin from it later. Equal plans make equal lessons at level L0.
struct Plan {
    PlanId id;
    library::CourseId course_id;
    std::optional<library::NodeId> node_id;
    std::string title;
    std::vector<std::string> objectives;
    std::vector<PlanPrerequisite> prerequisites;
    int minutes = 0;
    std::vector<PlanBeat> beats;
    std::vector<PlanSource> sources;
    std::string level;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (id, course_id, node_id, title, objectives, prerequisites, minutes, beats, sources, level))

struct PlanRequest {
    std::optional<std::string> topic;
    std::optional<library::CourseId> course_id;
    std::optional<library::NodeId> node_id;
    std::optional<int> minutes;
};
BOOST_DESCRIBE_STRUCT(PlanRequest, (), (topic, course_id, node_id, minutes))

// "L3" while a model writes, "L0" otherwise.
std::string_view level_now(const Room& room);

// Plans for one course or, by topic alone, for the course that fits best; stores the plan. Throws Error(not_found) that names the
// nearest subjects when nothing fits.
Task<Plan> make_plan(Room& room, OrgId org, UserId user, PlanRequest request);
Task<Plan> find_plan(Room& room, OrgId org, PlanId id);
engine::Plan to_engine(const Plan& plan);

}  // namespace tutor

template <>
inline constexpr auto json::limits<tutor::PlanRequest> = std::array{json::text("topic", 1, 300), json::number("minutes", 3, 180)};
