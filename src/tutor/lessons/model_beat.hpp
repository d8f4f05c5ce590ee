#pragma once
#include <expected>

#include "tutor/lessons/lesson.hpp"

namespace tutor {

enum class NoSay { failed, ungrounded };

// Has the model write a `say` beat, its text shown as deltas while it comes. What remains after every citation was found again in its
// passage; without that the course's own words must do.
Task<std::expected<engine::Say, NoSay>> say_by_model(Room& room, Lesson& lesson, int number);

}  // namespace tutor
