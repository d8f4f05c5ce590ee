#pragma once
#include "platform/clock/clock.hpp"
#include "platform/db/sqlite/connection.hpp"

namespace db::sqlite {

// Sees by the file that another process has committed something to it. For the thread of the one connection that this process writes with, whose own
// commits are not seen.
class Neighbours {
public:
    explicit Neighbours(Connection& writer) : writer_(writer) {}
    timing::Deadline next_look() const { return next_look_; }
    // Looks when it is time; true when something was committed since the last look.
    bool have_written();

private:
    Connection& writer_;
    timing::Deadline next_look_{};
    std::int64_t version_ = 0;
};

}  // namespace db::sqlite
