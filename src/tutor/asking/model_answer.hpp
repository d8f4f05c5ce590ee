#pragma once
#include "tutor/asking/answering.hpp"

namespace tutor {

// The model's sentences, each sent once its citations were found again in their passages. nullopt when none came: the course's own
// sentences must do, after a `level` event when the model failed.
Task<std::optional<Ending>> answer_by_model(Room& room, Answering& answering, const engine::Answer& found);

}  // namespace tutor
