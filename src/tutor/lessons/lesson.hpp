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
};

}  // namespace tutor
