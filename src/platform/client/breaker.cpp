#include <mutex>

#include "platform/client/client.hpp"

namespace client {

using Clock = std::chrono::steady_clock;

struct CircuitBreaker::State {
    const int limit;
    const std::chrono::milliseconds rest;
    mutable std::mutex mutex;
    int in_a_row = 0;
    Clock::time_point closed_until = {};  // no calls before this while `in_a_row` is at the limit

    bool tripped() const { return in_a_row >= limit; }
};

CircuitBreaker::CircuitBreaker(int failures, std::chrono::milliseconds rest) : state_(new State{failures, rest}) {}
CircuitBreaker::~CircuitBreaker() = default;

// Half open: the one trial pushes the rest on, so others keep waiting until it has succeeded or failed.
bool CircuitBreaker::allow() {
    const std::lock_guard lock(state_->mutex);
    if (!state_->tripped()) return true;
    const auto now = Clock::now();
    if (now < state_->closed_until) return false;
    state_->closed_until = now + state_->rest;
    return true;
}

void CircuitBreaker::succeeded() {
    const std::lock_guard lock(state_->mutex);
    state_->in_a_row = 0;
}

void CircuitBreaker::failed() {
    const std::lock_guard lock(state_->mutex);
    ++state_->in_a_row;
    if (state_->tripped()) state_->closed_until = Clock::now() + state_->rest;
}

bool CircuitBreaker::open() const {
    const std::lock_guard lock(state_->mutex);
    return state_->tripped() && Clock::now() < state_->closed_until;
}

}  // namespace client
