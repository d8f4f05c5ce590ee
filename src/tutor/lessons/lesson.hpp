#pragma once
#include "tutor/lessons/lesson_progress.hpp"
#include "tutor/lessons/plan.hpp"

namespace tutor {

// A lesson on its way.
struct Lesson {
    Turn turn;
    Plan plan;
    SharedIndex index;
    std::vector<engine::Beat> beats;  // as the course itself would say them
    LessonProgress progress;
    std::shared_ptr<Pen> pen;
    timing::Deadline model_rests_until{};  // after a failure that another try would only repeat
};

// From here on the lesson is written at this level.
Draft level_event(Lesson& lesson, std::string_view level, std::string_view reason);

}  // namespace tutor
