#pragma once
#include "tutor/core/state.hpp"

namespace tutor {

// Until the room stops: renews the leases of this process, takes over turns whose holder died (at once at the start), reads what
// other processes wrote for those who watch here, drops old deltas.
Task<void> watch_over_turns(std::shared_ptr<Room> room);
void wake_watch(Room& room);

// One round of taking over; separate for tests.
Task<void> take_over_orphans(Room& room);

}  // namespace tutor
