#pragma once
#include <chrono>
#include <string>

namespace jobs {

// What becomes of slots that nobody was there for.
enum class Missed { last, each };

// Something that comes again and again. Each slot is run once, among all processes, over restarts and jumps of the clock.
struct Schedule {
    std::string name;  // "room.what", also the kind of its jobs
    std::string cron;  // see cron.hpp
    std::string zone = "UTC";
    Missed missed = Missed::last;  // `each`: the newest thousand of them
    std::chrono::milliseconds deadline{300'000};  // of a run
};

}  // namespace jobs
