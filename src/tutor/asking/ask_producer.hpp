#pragma once
#include "tutor/core/state.hpp"

namespace tutor {

// Answers one question from the course, or abstains.
Task<Ending> produce_answer(Room& room, Turn turn, std::shared_ptr<Pen> pen);

}  // namespace tutor
