#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "platform/bus/bus.hpp"
#include "platform/log/log.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

// Coroutines that run side by side until they are stopped, and the signal that wakes them. Any thread.
class Loops {
public:
    explicit Loops(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
    ~Loops() { stop(); }

    void run(std::string_view name, Task<void> loop) {
        {
            const std::lock_guard lock(mutex_);
            ++running_;
        }
        pool::spawn(executor_, name, counted(std::move(loop)));
    }
    bool stopping() const { return stopping_; }
    bus::Signal& signal() { return signal_; }
    // Sleeps; a stop ends it early.
    Task<void> pause(std::chrono::milliseconds span) { co_await signal_.wait("pause", signal_.ticket("pause"), timing::in(span)); }

    // Waits until all have ended, while their event loops still run. Blocking.
    void stop() {
        if (stopping_.exchange(true)) return;
        signal_.close();
        std::unique_lock lock(mutex_);
        if (!all_over_.wait_for(lock, std::chrono::seconds(10), [this] { return running_ == 0; }))
            logging::warn("lrs.stopped_while_busy", {{"loops", std::int64_t{running_}}});
    }

private:
    Task<void> counted(Task<void> loop) {
        // Counts down also when an exception ends the loop.
        struct Leave {
            Loops& loops;
            ~Leave() {
                const std::lock_guard lock(loops.mutex_);
                --loops.running_;
                loops.all_over_.notify_all();
            }
        } leave{*this};
        co_await std::move(loop);
    }

    boost::asio::any_io_executor executor_;
    bus::Signal signal_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable all_over_;
    int running_ = 0;
};

}  // namespace lrs
