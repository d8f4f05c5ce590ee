#include "platform/http/connections.hpp"

#include <sys/socket.h>

namespace http {

void Connections::add(Watch& watch, int socket) {
    const std::lock_guard lock(mutex_);
    watch.socket_ = socket;
    watch.place_ = watches_.insert(watches_.end(), &watch);
    ++size_;
}

void Connections::remove(Watch& watch) {
    const std::lock_guard lock(mutex_);
    if (watch.socket_ < 0) return;
    watch.socket_ = -1;
    watches_.erase(watch.place_);
    --size_;
}

void Connections::enter(Watch& watch, Watch::Phase phase, std::chrono::milliseconds allowed) const {
    watch.until_.store(now_.load(std::memory_order_relaxed) + allowed / tick + 1, std::memory_order_relaxed);
    watch.phase_.store(phase, std::memory_order_relaxed);
}

void Connections::extend(Watch& watch, std::chrono::milliseconds by) const { watch.until_ += by / tick; }

void Connections::sweep() {
    const auto now = ++now_;
    const std::lock_guard lock(mutex_);
    for (Watch* watch : watches_) {
        const auto phase = watch->phase_.load(std::memory_order_relaxed);
        const bool bounded = phase != Watch::Phase::working && phase != Watch::Phase::streaming;
        if (bounded && watch->until_.load(std::memory_order_relaxed) < now) expire(*watch, phase);
    }
}

// Reading is cut on the one side only, so that the answer 408 can still be sent.
void Connections::expire(Watch& watch, Watch::Phase phase) {
    watch.expired_ = true;
    shutdown(watch.socket_, phase == Watch::Phase::reading ? SHUT_RD : SHUT_RDWR);
}

void Connections::drain_all() {
    draining = true;
    const std::lock_guard lock(mutex_);
    for (Watch* watch : watches_) {
        if (watch->phase_ == Watch::Phase::idle) shutdown(watch->socket_, SHUT_RD);
        watch->drain();
    }
}

void Connections::cut_all() {
    const std::lock_guard lock(mutex_);
    for (Watch* watch : watches_) shutdown(watch->socket_, SHUT_RDWR);
}

}  // namespace http
