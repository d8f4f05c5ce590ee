#include <algorithm>

#include "library/library.hpp"
#include "lrs/lrs.hpp"
#include "tutor/record/statements.hpp"
#include "tutor/tutor.hpp"

namespace tutor {
namespace {

// RFC 5646 as far as the store asks for it of a course's own word for its language.
bool is_language(std::string_view tag) {
    const auto end = std::ranges::find(tag, '-') - tag.begin();
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return (end == 2 || end == 3) && std::ranges::all_of(tag.substr(0, static_cast<std::size_t>(end)), letter);
}

// Courses do not change, so what is read now is what would have been read when it happened.
Task<Scene> scene_of(library::Library& library, std::string home, OrgId org, library::CourseId id) {
    Scene scene{.home = std::move(home)};
    const auto course = co_await library.course(std::move(org), std::move(id));
    if (!course) co_return scene;
    scene.course_title = course->title;
    if (is_language(course->language)) scene.language = course->language;
    co_return scene;
}

Task<void> record_event(library::Library& library, lrs::Lrs& records, std::string home, bus::Event event) {
    auto course = course_of(event);
    if (course.empty()) co_return;
    const auto scene = co_await scene_of(library, std::move(home), event.org, library::CourseId(std::move(course)));
    co_await records.record(event.org, "tutor", statement_of(event, scene));
}

}  // namespace

void record(bus::Bus& bus, library::Library& library, lrs::Lrs& records, const std::string& home_page) {
    const auto home = lrs::server_of(home_page);
    bus.subscribe("tutor.record", "tutor.", [&library, &records, home](bus::Event event) { return record_event(library, records, home, std::move(event)); });
}

}  // namespace tutor
