#pragma once
#include <optional>

#include "tutor/lessons/lesson.hpp"

namespace tutor {

// What came of a model's beat. Both: the call broke off after sentences that stand.
struct ModelSay {
    std::optional<engine::Say> say;              // nothing when no sentence had a source: the course's own words must do
    std::optional<models::ModelError> failure;
};
// Has the model write a `say` beat. A sentence is shown, as a delta, once its quote was found in its passage; others never are.
// The first one of a lesson at L0 moves it up to L3.
Task<ModelSay> say_by_model(Room& room, Lesson& lesson, int number);

}  // namespace tutor
