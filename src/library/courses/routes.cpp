#include "library/courses/routes.hpp"

#include <fmt/format.h>

#include <boost/describe.hpp>
#include <cmath>
#include <map>

#include "library/courses/repository.hpp"
#include "platform/error.hpp"
#include "platform/http/whole_parameter.hpp"
#include "platform/json/json.hpp"

namespace library {

namespace {

struct CourseJson {
    std::string id, title, description, language, format;
    int passages = 0;
    std::optional<int> pages;
    bool sample = false;
    std::string state, created_at;
};
BOOST_DESCRIBE_STRUCT(CourseJson, (), (id, title, description, language, format, passages, pages, sample, state, created_at))

struct CoursesJson {
    std::vector<CourseJson> courses;
};
BOOST_DESCRIBE_STRUCT(CoursesJson, (), (courses))

struct NodeJson {
    std::string id;
    std::optional<std::string> parent_id;
    int level = 1;
    std::string title;
    int passages = 0;
    double minutes = 0;
    std::optional<std::string> first_passage_id;
};
BOOST_DESCRIBE_STRUCT(NodeJson, (), (id, parent_id, level, title, passages, minutes, first_passage_id))

struct TocJson {
    CourseJson course;
    std::vector<NodeJson> nodes;
};
BOOST_DESCRIBE_STRUCT(TocJson, (), (course, nodes))

struct PassageJson {
    std::string id, course_id, course_title, node_id;
    std::vector<std::string> path;
    std::string kind, text;
    std::optional<int> page;
    std::optional<std::string> anchor, previous_id, next_id;
};
BOOST_DESCRIBE_STRUCT(PassageJson, (), (id, course_id, course_title, node_id, path, kind, text, page, anchor, previous_id, next_id))

struct HitJson {
    std::string passage_id, node_id;
    std::vector<std::string> path;
    std::string snippet;
    std::optional<int> page;
    double score = 0;
};
BOOST_DESCRIBE_STRUCT(HitJson, (), (passage_id, node_id, path, snippet, page, score))

struct HitsJson {
    std::vector<HitJson> hits;
};
BOOST_DESCRIBE_STRUCT(HitsJson, (), (hits))

CourseJson to_json(const Course& course) {
    CourseJson json{.id = course.id.str(), .title = course.title, .description = course.description};
    json.language = course.language;
    json.format = course.format;
    json.passages = course.passages;
    json.pages = course.pages;
    json.sample = course.sample;
    json.state = "ready";
    json.created_at = timing::to_rfc3339(course.created_at);
    return json;
}

template <class SomeId>
std::optional<std::string> optional_text(const std::optional<SomeId>& id) {
    return id ? std::optional(id->str()) : std::nullopt;
}

NodeJson to_json(const Node& node) {
    NodeJson json{.id = node.id.str(), .parent_id = optional_text(node.parent), .level = node.level, .title = node.title};
    json.passages = node.passages;
    json.minutes = std::round(node.minutes * 10) / 10;
    json.first_passage_id = optional_text(node.first_passage);
    return json;
}

PassageJson to_json(PassageView view) {
    auto& passage = view.passage;
    PassageJson json{.id = passage.id.str(), .course_id = passage.course.str(), .course_title = std::move(view.course_title)};
    json.node_id = passage.node.str();
    json.path = std::move(view.path);
    json.kind = to_string(passage.kind);
    json.text = std::move(passage.text);
    json.page = passage.page;
    if (!passage.anchor.empty()) json.anchor = std::move(passage.anchor);
    json.previous_id = optional_text(view.previous);
    json.next_id = optional_text(view.next);
    return json;
}

Task<CoursesJson> list_courses(Library& library, const http::Caller& caller) {
    CoursesJson reply;
    for (const auto& course : co_await library.courses(caller.org)) reply.courses.push_back(to_json(course));
    co_return reply;
}

Task<Course> find_course(Library& library, const http::Caller& caller, const http::Request& request) {
    const std::string id(request.path_value("id"));
    auto course = co_await library.course(caller.org, CourseId(id));
    if (!course) throw Error(ErrorCode::not_found, "There is no such course.");
    co_return std::move(*course);
}

// A course never changes once it can be seen, so its id and the time of its making name the state of its contents.
Task<http::Answer<TocJson>> read_toc(Library& library, const http::Caller& caller, const http::Request& request) {
    const auto course = co_await find_course(library, caller, request);
    const auto etag = fmt::format("\"{}-{:x}\"", course.id.str(), course.created_at);
    if (request.header("If-None-Match").value_or("") == etag)
        co_return http::Answer<TocJson>{.body = {}, .status = 304, .headers = {{"ETag", etag}}, .bare = true};
    TocJson toc{.course = to_json(course)};
    for (const auto& node : co_await library.toc(caller.org, course.id)) toc.nodes.push_back(to_json(node));
    co_return http::Answer<TocJson>{.body = std::move(toc), .headers = {{"ETag", etag}, {"Cache-Control", "private, no-cache"}}};
}

Task<PassageJson> read_passage(Library& library, const http::Caller& caller, const http::Request& request) {
    const std::string id(request.path_value("id"));
    auto view = co_await library.passage(caller.org, PassageId(id));
    if (!view) throw Error(ErrorCode::not_found, "There is no such passage.");
    co_return to_json(std::move(*view));
}

constexpr http::Whole hits_a_page{.usual = 20, .least = 1, .most = 100};

std::map<NodeId, std::vector<std::string>> paths_of(const std::vector<Node>& nodes) {
    std::map<NodeId, std::vector<std::string>> paths;
    for (const auto& node : nodes) {
        auto path = node.parent ? paths[*node.parent] : std::vector<std::string>{};
        path.push_back(node.title);
        paths[node.id] = std::move(path);
    }
    return paths;
}

Task<HitsJson> search_course(Library& library, const http::Caller& caller, const http::Request& request) {
    const auto course = co_await find_course(library, caller, request);
    const std::string query(request.parameter("q").value_or(""));
    if (query.empty()) throw Error(ErrorCode::invalid, "q: expected the words to look for.");
    const auto hits = co_await library.search(caller.org, course.id, query, static_cast<int>(whole_parameter(request, "limit", hits_a_page)), caller.user);
    std::vector<PassageId> ids;
    for (const auto& hit : hits) ids.push_back(hit.passage);
    std::map<PassageId, std::optional<int>> pages;
    for (const auto& passage : co_await library.passages_by_id(caller.org, ids)) pages[passage.id] = passage.page;
    auto paths = paths_of(co_await library.toc(caller.org, course.id));
    HitsJson reply;
    for (const auto& hit : hits)
        reply.hits.push_back({hit.passage.str(), hit.node.str(), paths[hit.node], hit.snippet, pages[hit.passage], hit.score});
    co_return reply;
}

}  // namespace

void mount_courses(http::Router& router, Library& library) {
    router.get("/v1/courses", {.summary = "The courses that can be learned from"},
               [&library](const http::Caller& caller, const http::Request&) { return list_courses(library, caller); });
    router.get("/v1/courses/{id}/toc", {.summary = "Chapters and sections of a course in reading order"},
               [&library](const http::Caller& caller, const http::Request& request) { return read_toc(library, caller, request); });
    router.get("/v1/courses/{id}/search", {.summary = "Passages of a course that hold the words, best first", .query = {"q", "limit"}},
               [&library](const http::Caller& caller, const http::Request& request) { return search_course(library, caller, request); });
    router.get("/v1/passages/{id}", {.summary = "A passage, its place in the course and its neighbours"},
               [&library](const http::Caller& caller, const http::Request& request) { return read_passage(library, caller, request); });
}

}  // namespace library
