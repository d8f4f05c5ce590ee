#include "tutor/lessons/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "platform/error.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

constexpr int hits_read = 20;
constexpr std::size_t courses_tried = 3;

Plan from_engine(const engine::Plan& made, std::string_view level) {
    Plan plan;
    plan.id = PlanId::fresh();
    plan.course_id = made.course;
    plan.node_id = made.node;
    plan.title = made.title;
    plan.objectives = made.objectives;
    plan.minutes = made.minutes;
    plan.level = level;
    for (const auto& one : made.prerequisites) plan.prerequisites.push_back({one.node, one.title});
    for (const auto& one : made.beats) plan.beats.push_back({one.kind, one.title});
    for (const auto& one : made.sources) plan.sources.push_back({one.passage, one.title, one.page});
    return plan;
}

engine::PlanRequest engine_request(const PlanRequest& request) {
    return {request.topic.value_or(""), request.node_id, request.minutes};
}

// The courses of the best passages, best first.
Task<std::vector<library::CourseId>> likely_courses(Room& room, OrgId org, const std::vector<library::Hit>& hits) {
    std::vector<library::PassageId> ids;
    for (const auto& hit : hits) ids.push_back(hit.passage);
    std::vector<library::CourseId> courses;
    for (const auto& passage : co_await room.library.passages_by_id(org, ids))
        if (std::ranges::find(courses, passage.course) == courses.end() && courses.size() < courses_tried) courses.push_back(passage.course);
    co_return courses;
}

Task<std::string> nearest_subjects(Room& room, OrgId org, const std::vector<library::Hit>& hits) {
    std::vector<std::string> titles;
    for (const auto& course : co_await likely_courses(room, org, hits)) {
        const auto index = co_await room.shelf.index(org, course);
        for (const auto& hit : hits)
            if (const auto* node = index->node(hit.node); node && titles.size() < 3 && !std::ranges::count(titles, node->title))
                titles.push_back(node->title);
    }
    if (titles.empty())
        for (const auto& course : co_await room.library.courses(org))
            if (titles.size() < 3) titles.push_back(course.title);
    co_return fmt::format("{}", fmt::join(titles, ", "));
}

Error nothing_fits(const std::string& topic, const std::string& nearest) {
    if (nearest.empty()) return {ErrorCode::not_found, "There is no course here yet. Add one and ask again."};
    return {ErrorCode::not_found, fmt::format("Nothing here is about “{}”. The nearest subjects are: {}.", topic, nearest)};
}

struct Fit {
    SharedIndex index;
    double score = 0;
};

Task<Fit> best_course(Room& room, OrgId org, const std::string& topic, const std::vector<library::Hit>& hits) {
    Fit best;
    for (const auto& course : co_await likely_courses(room, org, hits)) {
        const auto index = co_await room.shelf.index(org, course);
        const auto matches = co_await room.cpu.run([&] { return engine::match(*index, topic, 1); });
        if (!matches.empty() && matches.front().score > best.score) best = {index, matches.front().score};
    }
    co_return best;
}

Task<engine::Plan> plan_by_topic(Room& room, OrgId org, UserId user, const PlanRequest& request) {
    const auto hits = co_await room.library.search(org, std::nullopt, *request.topic, hits_read, user);
    const auto best = co_await best_course(room, org, *request.topic, hits);
    if (best.index) {
        auto plan = co_await room.cpu.run([&] { return engine::plan(*best.index, engine_request(request)); });
        if (plan) co_return std::move(*plan);
    }
    throw nothing_fits(*request.topic, co_await nearest_subjects(room, org, hits));
}

Task<engine::Plan> plan_in_course(Room& room, OrgId org, UserId user, const PlanRequest& request) {
    const auto index = co_await room.shelf.index(org, *request.course_id);
    if (request.node_id && !index->node(*request.node_id))
        throw Error(ErrorCode::not_found, "The course has no such section.").at("/node_id");
    auto plan = co_await room.cpu.run([&] { return engine::plan(*index, engine_request(request)); });
    if (plan) co_return std::move(*plan);
    if (!request.topic) throw Error(ErrorCode::not_found, "The course holds nothing to teach.");
    const auto hits = co_await room.library.search(org, request.course_id, *request.topic, hits_read, user);
    throw nothing_fits(*request.topic, co_await nearest_subjects(room, org, hits));
}

}  // namespace

std::string_view level_now(const Room& room) { return room.models.healthy(models::Alias::tutor) ? "L3" : "L0"; }

Task<Plan> make_plan(Room& room, OrgId org, UserId user, PlanRequest request) {
    if (!request.topic && !request.course_id) throw Error(ErrorCode::invalid, "Say a topic or name a course.").at("/topic");
    auto made = request.course_id ? co_await plan_in_course(room, org, user, request) : co_await plan_by_topic(room, org, user, request);
    auto plan = from_engine(made, level_now(room));
    co_await room.database.write(sql::insert_plan, org, plan.id, user, plan.course_id, json::write(plan), timing::now());
    co_return plan;
}

Task<Plan> find_plan(Room& room, OrgId org, PlanId id) {
    const auto rows = co_await room.database.read(sql::find_plan, org, id);
    if (rows.empty()) throw Error(ErrorCode::not_found, "There is no such plan.").at("/plan_id");
    co_return json::read<Plan>(rows[0].text(0));
}

engine::Plan to_engine(const Plan& plan) {
    engine::Plan made;
    made.course = plan.course_id;
    made.node = plan.node_id;
    made.title = plan.title;
    made.objectives = plan.objectives;
    made.minutes = plan.minutes;
    for (const auto& one : plan.prerequisites) made.prerequisites.push_back({one.node_id, one.title});
    for (const auto& one : plan.beats) made.beats.push_back({one.kind, one.title});
    for (const auto& one : plan.sources) made.sources.push_back({one.passage_id, one.title, one.page});
    return made;
}

}  // namespace tutor
