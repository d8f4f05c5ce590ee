#include "tutor/lessons/lesson_progress.hpp"

#include <boost/json/parse.hpp>
#include <set>

namespace tutor {
namespace {

const std::set<std::string_view> whole_kinds{"say", "show", "formula", "figure", "check", "pause"};

std::string level_in(const Event& event) {
    return std::string(boost::json::parse(event.payload).as_object().at("level").as_string());
}

}  // namespace

LessonProgress progress_of(std::span<const Event> events) {
    LessonProgress progress;
    for (const auto& event : events) {
        if (event.kind == "plan" || event.kind == "level") progress.level = level_in(event);
        if (event.kind == "plan") progress.planned = true;
        if (event.kind == "beat") progress.begun = true;
        if (whole_kinds.contains(event.kind)) {
            ++progress.whole_beats;
            progress.begun = false;
        }
    }
    return progress;
}

}  // namespace tutor
