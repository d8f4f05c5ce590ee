#pragma once
#include "tutor/core/state.hpp"

namespace tutor {

// Writes a lesson beat by beat, from its beginning or after the last whole beat that is stored.
Task<Ending> produce_lesson(Room& room, Turn turn, std::shared_ptr<Pen> pen);

}  // namespace tutor
