#pragma once
#include <atomic>

#include "models/providers/provider.hpp"

namespace models {

// Whether a provider is worth calling: its breaker, and a rest after an answer that another try cannot change. Any thread.
class Health {
public:
    bool take_turn() { return !resting() && breaker_.allow(); }
    bool good() const { return !resting() && !breaker_.open(); }
    void succeeded() { breaker_.succeeded(); }
    void failed(const Fault& fault) {
        if (fault.rest.count() > 0) rests_until_ = timing::now() + std::chrono::microseconds(fault.rest).count();
        if (says_the_server_is_unwell(fault.reason)) breaker_.failed();
    }

private:
    bool resting() const { return timing::now() < rests_until_; }
    static bool says_the_server_is_unwell(Reason reason) {
        return reason == Reason::unavailable || reason == Reason::timeout || reason == Reason::cut || reason == Reason::garbage;
    }

    client::CircuitBreaker breaker_;
    std::atomic<timing::Micros> rests_until_ = 0;
};

}  // namespace models
