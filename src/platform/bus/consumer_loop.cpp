#include "platform/bus/consumer_loop.hpp"

#include <algorithm>

#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql.gen.hpp"

namespace bus {

using namespace std::chrono_literals;
using timing::Micros;

namespace {
constexpr int batch = 200;
constexpr int most_attempts = 8;
constexpr auto idle = 5s;    // how often a consumer looks without being woken: another process may have died
constexpr auto lease = 10s;  // how long a dead process keeps its consumers from the others

// Said by the process that has the consumer; the others say 0.
void say_lag(const std::string& consumer, double seconds) {
    metrics::gauge("bus_lag_seconds", "Age of the oldest event that a consumer has not been given", "consumer=\"" + consumer + '"').set(seconds);
}
double age_of(const db::Row& event) { return static_cast<double>(timing::now() - event.integer(6)) / 1e6; }

Micros lease_end() { return timing::now() + std::chrono::microseconds(lease).count(); }
}  // namespace

Position position_of(const db::Row& row) { return {row.integer(0), row.integer(1)}; }

Event event_of(const db::Row& row) { return {row.text(2), row.id<OrgId>(3), row.text(4), row.text(5), row.integer(6)}; }

Task<void> ConsumerLoop::run() {
    bool known = false;
    while (!shared_.stopping) {
        const auto ticket = shared_.wake.ticket("seen");
        bool worked = false;
        try {
            if (!known) co_await shared_.database.write(platform::sql::add_consumer, name_);
            known = true;
            worked = co_await consume_batch();
        } catch (const Error&) {
            // Logged by the database; tried again after the wait.
        }
        if (!worked) co_await shared_.wake.wait("seen", ticket, timing::in(idle));
    }
    co_await shared_.database.write(platform::sql::release_consumer, name_, shared_.process);
}

bool ConsumerLoop::nothing_behind() const {
    say_lag(name_, 0);
    return false;
}

// False when there is nothing to do here: no event, or another process has the consumer.
Task<bool> ConsumerLoop::consume_batch() {
    auto& database = shared_.database;
    const auto ahead = co_await database.read(platform::sql::events_after, position_.tx, position_.number, 1);
    if (ahead.empty()) co_return nothing_behind();
    const auto claimed =
        co_await database.write(platform::sql::claim_consumer, name_, shared_.process, timing::now(), lease_end());
    if (claimed.empty()) co_return nothing_behind();
    position_ = position_of(claimed[0]);
    const auto events = co_await database.read(platform::sql::events_after, position_.tx, position_.number, batch);
    say_lag(name_, events.empty() ? 0 : age_of(events[0]));
    co_return !events.empty() && co_await deliver_all(events);
}

// False when the lease went to another process on the way.
Task<bool> ConsumerLoop::deliver_all(const db::Rows& events) {
    auto moved = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event event = event_of(events[i]);
        if (event.topic.starts_with(topic_prefix_)) co_await deliver(event);
        const bool last = i + 1 == events.size() || shared_.stopping;
        if (!last && std::chrono::steady_clock::now() - moved < lease / 5) continue;
        if (!co_await move(position_of(events[i]))) co_return false;
        if (last) co_return true;
        moved = std::chrono::steady_clock::now();
    }
    co_return true;
}

Task<bool> ConsumerLoop::move(Position position) {
    const auto moved = co_await shared_.database.write(platform::sql::move_consumer, name_, shared_.process, position.tx,
                                                       position.number, lease_end());
    position_ = position;
    co_return moved.affected() == 1;
}

// An event that fails again and again is put aside, so that those behind it are not kept from their consumer for ever.
Task<void> ConsumerLoop::deliver(const Event& event) {
    std::string reason;
    auto wait = 100ms;
    for (int attempts = 0; attempts < most_attempts && !shared_.stopping; ++attempts) {
        reason = co_await attempt(event);
        if (reason.empty()) co_return;
        co_await shared_.database.write(platform::sql::extend_consumer, name_, shared_.process, lease_end());
        co_await shared_.wake.wait("pause", shared_.wake.ticket("pause"), timing::in(wait));
        wait = std::min<std::chrono::milliseconds>(wait * 2, lease / 2);
    }
    if (shared_.stopping) throw Error(ErrorCode::unavailable, "The server is stopping.");
    logging::error("bus.event_given_up", {{"consumer", name_}, {"event_id", event.id}});
    co_await shared_.database.write(platform::sql::give_up_event, name_, event.id, reason, timing::now());
}

// "" when the consumer took the event, else why not.
Task<std::string> ConsumerLoop::attempt(const Event& event) {
    try {
        co_await consumer_(event);
        co_return "";
    } catch (const std::exception& failure) {
        logging::warn("bus.consumer_failed", {{"consumer", name_},
                                              {"topic", event.topic},
                                              {"event_id", event.id},
                                              {"reason", std::string(failure.what())}});
        co_return std::string("failed: ") + failure.what();
    }
}

}  // namespace bus
