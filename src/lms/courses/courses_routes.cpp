#include <boost/describe/class.hpp>

#include "lms/launch/state.hpp"
#include "lms/progress/progress.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lms {

struct ImportedJson {
    std::string id, publisher_id, title, description;
    int units = 0;  // that can be launched
    std::string made_at;
};
BOOST_DESCRIBE_STRUCT(ImportedJson, (), (id, publisher_id, title, description, units, made_at))

struct ImportedCoursesJson {
    std::vector<ImportedJson> courses;
};
BOOST_DESCRIBE_STRUCT(ImportedCoursesJson, (), (courses))

struct UnitJson {
    std::string id;
    UnitKind kind = UnitKind::au;
    std::optional<std::string> parent;
    std::string title, description, publisher_id, activity_id;
    std::optional<LaunchMethod> launch_method;
    std::optional<MoveOn> move_on;
    std::optional<double> mastery_score;
    bool satisfied = false;
    std::vector<Verb> said;  // of completed, passed, failed and waived, in this learner's registration
};
BOOST_DESCRIBE_STRUCT(UnitJson, (), (id, kind, parent, title, description, publisher_id, activity_id, launch_method, move_on, mastery_score, satisfied, said))

struct CourseStateJson {
    ImportedJson course;
    std::optional<std::string> registration;
    bool satisfied = false;
    std::vector<UnitJson> units;
};
BOOST_DESCRIBE_STRUCT(CourseStateJson, (), (course, registration, satisfied, units))

namespace {
ImportedJson to_json(const Course& course) {
    const auto& structure = course.structure;
    ImportedJson json{.id = course.id, .publisher_id = structure.publisher_id, .title = first_text(structure.title)};
    json.description = first_text(structure.description);
    json.units = static_cast<int>(std::ranges::count(structure.units, UnitKind::au, &Unit::kind));
    json.made_at = timing::to_rfc3339(course.made_at);
    return json;
}

std::vector<Verb> said_of_unit(const Unit& unit, const History& history) {
    std::vector<Verb> said;
    for (const auto verb : {Verb::completed, Verb::passed, Verb::failed, Verb::waived})
        if (history.is_stored(unit.id, verb)) said.push_back(verb);
    return said;
}

UnitJson to_json(const Lms::State& lms, const Course& course, const Unit& unit, const History& history, const std::set<std::string>& met) {
    UnitJson json{.id = unit.id, .kind = unit.kind, .parent = unit.parent, .title = first_text(unit.title)};
    json.description = first_text(unit.description);
    json.publisher_id = unit.publisher_id;
    json.activity_id = activity_iri(lms.home, course.id, unit.id);
    json.satisfied = unit.kind == UnitKind::au ? is_met(unit, history) : met.contains(unit.id);
    if (unit.kind == UnitKind::block) return json;
    json.launch_method = unit.launch_method;
    json.move_on = unit.move_on;
    json.mastery_score = unit.mastery_score;
    json.said = said_of_unit(unit, history);
    return json;
}

Error not_found() { return {ErrorCode::not_found, "There is no such course."}; }
std::string id_of(const http::Request& request) { return std::string(request.path_value("id")); }

Task<http::Answer<ImportedJson>> import_package(Lms::State& lms, const http::Caller& caller, const http::Request& request) {
    // None of these may be sent by a page of another site without asking first (the Fetch standard), which it is refused.
    static constexpr std::array<std::string_view, 5> types{"application/zip", "application/x-zip-compressed", "application/octet-stream", "application/xml",
                                                           "text/xml"};
    const auto type = request.header("content-type").value_or("");
    if (std::ranges::find(types, type.substr(0, type.find(';'))) == types.end())
        throw Error(ErrorCode::unsupported_type, "Content-Type: expected application/zip or application/xml.");
    if (request.body.empty()) throw Error(ErrorCode::invalid, "Send a zip file with cmi5.xml, or cmi5.xml alone, as the body.");
    const auto course = co_await lms.courses.add(caller.org, caller.user, request.body, {}, identity::act_of(caller, "course.upload", "course"));
    co_return http::Answer<ImportedJson>{.body = to_json(course), .status = 201};
}

Task<ImportedCoursesJson> list_courses(Lms::State& lms, const http::Caller& caller) {
    ImportedCoursesJson reply;
    for (const auto& course : co_await lms.courses.list(caller.org)) reply.courses.push_back(to_json(course));
    co_return reply;
}

struct Standing {
    std::optional<Registration> registration;
    History history;
};
Standing load_standing(db::Transaction& tx, const OrgId& org, const std::string& course, const UserId& user) {
    Standing standing{find_registration(tx, org, course, user), {}};
    if (standing.registration) standing.history = load_history(tx, org, standing.registration->id);
    return standing;
}

Task<CourseStateJson> show_course(Lms::State& lms, const http::Caller& caller, const http::Request& request) {
    const auto course = co_await lms.courses.find(caller.org, id_of(request));
    if (!course) throw not_found();
    const auto standing = co_await lms.database.transact(
        [org = caller.org, id = course->id, user = caller.user](db::Transaction& tx) { return load_standing(tx, org, id, user); });
    const auto met = satisfied(course->structure, standing.history);
    CourseStateJson reply{.course = to_json(*course), .registration = {}, .satisfied = met.contains(std::string(whole_course))};
    if (standing.registration) reply.registration = standing.registration->id;
    for (const auto& unit : course->structure.units) reply.units.push_back(to_json(lms, *course, unit, standing.history, met));
    co_return reply;
}

Task<http::Response> remove_course(Lms::State& lms, const http::Caller& caller, const http::Request& request) {
    if (!co_await lms.courses.remove(caller.org, id_of(request), identity::act_of(caller, "course.remove", "course"))) throw not_found();
    co_return http::no_content();
}
}  // namespace

void mount_courses(http::Router& router, Lms::State& lms) {
    http::Needs upload{.role = http::Role::teacher, .limit = "upload", .raw_body = true};
    upload.summary = "Import a cmi5 package: a zip file with cmi5.xml, or cmi5.xml alone";
    upload.body_limit = lms.config.upload_limit;
    router.post("/v1/cmi5/courses", std::move(upload),
                [&lms](const http::Caller& caller, const http::Request& request) { return import_package(lms, caller, request); });
    router.get("/v1/cmi5/courses", {.summary = "Imported cmi5 courses, newest first"},
               [&lms](const http::Caller& caller, const http::Request&) { return list_courses(lms, caller); });
    router.get("/v1/cmi5/courses/{id}", {.summary = "The units of a cmi5 course, and how far the learner is"},
               [&lms](const http::Caller& caller, const http::Request& request) { return show_course(lms, caller, request); });
    router.del("/v1/cmi5/courses/{id}", {.role = http::Role::teacher, .summary = "Remove a cmi5 course with its sessions; statements stay", .answers = ""},
               [&lms](const http::Caller& caller, const http::Request& request) { return remove_course(lms, caller, request); });
}

}  // namespace lms
