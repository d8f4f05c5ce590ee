#pragma once
#include "tutor/turns/pen.hpp"

namespace tutor {

// A turn without a tutor in it: `n` events, `gap_ms` apart. Shows the mechanism to people, tests and benchmarks.
Task<Ending> produce_echo(Turn turn, std::shared_ptr<Pen> pen);
std::string echo_subject(int n, int gap_ms);

}  // namespace tutor
