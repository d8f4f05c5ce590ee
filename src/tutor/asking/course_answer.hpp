#pragma once
#include "tutor/asking/answering.hpp"

namespace tutor {

// The course's own sentences, or that it does not answer. Equal questions get equal events, so a successor goes on after those stored.
Task<Ending> answer_from_course(Room& room, Answering& answering, engine::Answer found);

}  // namespace tutor
