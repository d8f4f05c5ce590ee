#include <array>
#include <condition_variable>
#include <list>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

#include "platform/bus/bus.hpp"
#include "platform/db/completion.hpp"

namespace bus {

// Waiters are kept by key and by deadline. What was notified is remembered only as a stamp in one of a fixed number of slots,
// so that keys cost nothing once nobody waits; two keys that share a slot wake each other's late comers needlessly, which is
// harmless because a woken waiter looks for itself.
struct Signal::State {
    struct Waiter {
        std::string key;
        timing::Deadline until;
        bool* notified;
        db::Done done;
        std::list<Waiter>::iterator self;
    };
    using Waiters = std::list<Waiter>;

    std::mutex mutex;
    std::condition_variable deadlines_changed;
    std::array<std::uint64_t, 4096> stamps{};
    std::uint64_t now = 0;
    bool closed = false;
    std::unordered_map<std::string, Waiters> by_key;
    std::set<std::pair<timing::Deadline, Waiter*>> by_deadline;
    std::jthread clock{[this] { watch_deadlines(); }};

    std::uint64_t& stamp(const std::string& key) { return stamps[std::hash<std::string>{}(key) % stamps.size()]; }

    void add(Waiter waiter) {
        Waiters& waiters = by_key[waiter.key];
        waiters.push_back(std::move(waiter));
        Waiter& added = waiters.back();
        added.self = std::prev(waiters.end());
        const auto place = by_deadline.emplace(added.until, &added).first;
        if (place == by_deadline.begin()) deadlines_changed.notify_one();
    }

    Waiters take(const std::string& key) {
        const auto found = by_key.find(key);
        if (found == by_key.end()) return {};
        Waiters taken = std::move(found->second);
        by_key.erase(found);
        for (Waiter& waiter : taken) by_deadline.erase({waiter.until, &waiter});
        return taken;
    }

    Waiters take_expired(timing::Deadline at) {
        Waiters expired;
        while (!by_deadline.empty() && by_deadline.begin()->first <= at) {
            Waiter* waiter = by_deadline.begin()->second;
            by_deadline.erase(by_deadline.begin());
            const auto found = by_key.find(waiter->key);
            expired.splice(expired.end(), found->second, waiter->self);
            if (found->second.empty()) by_key.erase(found);
        }
        return expired;
    }

    static void wake(Waiters waiters, bool notified) {
        for (Waiter& waiter : waiters) {
            *waiter.notified = notified;
            waiter.done(nullptr);
        }
    }

    void watch_deadlines() {
        std::unique_lock lock(mutex);
        while (!closed) {
            if (by_deadline.empty()) {
                deadlines_changed.wait(lock);
            } else {
                const auto earliest = by_deadline.begin()->first;  // a copy: its node may be erased during the wait
                deadlines_changed.wait_until(lock, earliest);
            }
            Waiters expired = take_expired(std::chrono::steady_clock::now());
            lock.unlock();
            wake(std::move(expired), false);
            lock.lock();
        }
        wake(take_expired(timing::Deadline::max()), false);
    }
};

Signal::Signal() : state_(std::make_shared<State>()) {}
Signal::~Signal() { close(); }

void Signal::close() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->closed = true;
    }
    state_->deadlines_changed.notify_all();
    if (state_->clock.joinable()) state_->clock.join();
}

void Signal::notify(const std::string& key) {
    State::Waiters waiters;
    {
        const std::lock_guard lock(state_->mutex);
        state_->stamp(key) = ++state_->now;
        waiters = state_->take(key);
    }
    State::wake(std::move(waiters), true);
}

std::uint64_t Signal::ticket(const std::string&) {
    const std::lock_guard lock(state_->mutex);
    return state_->now;
}

Task<bool> Signal::wait(std::string key, std::uint64_t ticket, timing::Deadline until) {
    bool notified = false;
    co_await db::until_done([&](db::Done done) {
        std::unique_lock lock(state_->mutex);
        notified = state_->stamp(key) > ticket;
        if (notified || state_->closed) {
            lock.unlock();
            done(nullptr);
        } else {
            state_->add({std::move(key), until, &notified, std::move(done), {}});
        }
    });
    co_return notified;
}

}  // namespace bus
