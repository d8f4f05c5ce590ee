#include "admin/live/seats.hpp"

#include "platform/error.hpp"

namespace admin {

Seats::Seat::Seat(Seats& seats, OrgId org) : seats_(seats), org_(std::move(org)) {
    const std::lock_guard lock(seats_.mutex_);
    auto& taken = seats_.taken_[org_.str()];
    if (taken >= seats_.each_) throw Error(ErrorCode::unavailable, "Too many look at the live events already.").retry_in(std::chrono::seconds(10));
    ++taken;
}

Seats::Seat::~Seat() {
    const std::lock_guard lock(seats_.mutex_);
    const auto mine = seats_.taken_.find(org_.str());
    if (--mine->second == 0) seats_.taken_.erase(mine);
}

}  // namespace admin
