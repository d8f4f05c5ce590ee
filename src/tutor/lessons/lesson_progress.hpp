#pragma once
#include <optional>
#include <span>
#include <string>

#include "tutor/turns/turn.hpp"

namespace tutor {

// How far the stored events of a lesson got: where a producer goes on.
struct LessonProgress {
    bool planned = false;      // the `plan` event is stored
    int whole_beats = 0;       // beats 0 … whole_beats-1 are stored whole
    bool begun = false;        // the next beat has its `beat` event
    std::string level = "L0";  // the level the lesson is written at
};
LessonProgress progress_of(std::span<const Event> events);

}  // namespace tutor
