#pragma once
#include <map>
#include <mutex>
#include <string>

#include "platform/id.hpp"

namespace admin {

// So many may look at the same time, of each organisation. Any thread.
class Seats {
public:
    explicit Seats(int each) : each_(each) {}

    // Taken for as long as it lives; `seats` outlives it. Throws Error(unavailable) when none is free.
    class Seat {
    public:
        Seat(Seats& seats, OrgId org);
        ~Seat();
        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

    private:
        Seats& seats_;
        OrgId org_;
    };

private:
    const int each_;
    std::mutex mutex_;
    std::map<std::string, int, std::less<>> taken_;  // under the mutex
};

}  // namespace admin
