#pragma once
#include <memory>
#include <stop_token>

#include "tutor/turns/turn_log.hpp"

namespace tutor {

// How a producer ended: the state of the turn and the data of its terminal event.
struct Ending {
    TurnState state = TurnState::done;
    boost::json::object data;
};

// What a producer writes its turn with. Once the turn was stopped or taken over nothing it writes is stored any more, and it should
// return soon.
class Pen {
public:
    Pen(TurnLog& log, Lease lease) : log_(log), lease_(std::move(lease)) {}

    // False when the turn is no longer ours.
    Task<bool> write(std::vector<Draft> drafts, TurnLog::Also also = {});
    // Waits; false when the turn was stopped meanwhile.
    Task<bool> pause(std::chrono::milliseconds span);
    Task<void> end(Ending ending);

    bool lost() const { return stop_.stop_requested(); }
    void lose();  // wakes a pause; any thread
    // Asked to stop once the pen is lost; for what the producer waits for elsewhere.
    std::stop_token stop_token() const { return stop_.get_token(); }
    const TurnId& turn() const { return lease_.turn; }

private:
    std::string wake_key() const { return "pen:" + lease_.turn.str(); }

    TurnLog& log_;
    const Lease lease_;
    std::stop_source stop_;
};

}  // namespace tutor
