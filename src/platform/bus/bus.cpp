#include "platform/bus/bus.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

#include "platform/bus/consumer_loop.hpp"
#include "platform/log/log.hpp"
#include "platform/pool/pool.hpp"
#include "platform/sql.gen.hpp"

namespace bus {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t ring_size = 4'000;
constexpr int told_at_once = 500;
constexpr auto poll = 500ms;
constexpr std::string_view news = "outbox";
constexpr auto keep = std::chrono::hours(24 * 7);  // for how long passed events stay
}  // namespace

void publish(db::Transaction& tx, const OrgId& org, std::string_view topic, std::string_view payload) {
    tx.run(platform::sql::add_event, new_uuid(), org, topic, payload, timing::now());
}

struct Bus::State : std::enable_shared_from_this<State> {
    State(db::Database& database, boost::asio::any_io_executor executor) : shared{database}, executor(std::move(executor)) {}

    Shared shared;
    boost::asio::any_io_executor executor;
    std::deque<ConsumerLoop> consumers;  // a deque: coroutines refer to its elements
    db::Listening listening;

    std::mutex mutex;  // of what follows
    std::condition_variable all_over;
    int running = 0;
    std::deque<Event> ring;

    void run(std::string_view name, Task<void> loop);
    Task<void> counted(Task<void> loop);
    Task<void> follow();
    Task<Position> fill_ring();
    void remember(const db::Rows& newest_last);
};

Bus::Bus(db::Database& database, boost::asio::any_io_executor executor)
    : state_(std::make_shared<State>(database, std::move(executor))) {}
Bus::~Bus() { stop(); }

void Bus::subscribe(std::string name, std::string topic_prefix, Consumer consumer) {
    state_->consumers.emplace_back(state_->shared, std::move(name), std::move(topic_prefix), std::move(consumer));
}

void Bus::start() {
    state_->listening = state_->shared.database.listen(news, [state = state_.get()] { state->shared.wake.notify("published"); });
    state_->run("bus.follow", state_->follow());
    for (auto& consumer : state_->consumers) state_->run("bus.consume", consumer.run());
}

void Bus::stop() {
    if (state_->shared.stopping.exchange(true)) return;
    state_->listening = {};
    state_->shared.wake.close();
    std::unique_lock lock(state_->mutex);
    if (!state_->all_over.wait_for(lock, 10s, [this] { return state_->running == 0; }))
        logging::warn("bus.stopped_while_busy", {{"loops", std::int64_t{state_->running}}});
}

void Bus::nudge() { state_->shared.database.announce(news); }

std::vector<Event> Bus::recent() const {
    const std::lock_guard lock(state_->mutex);
    return {state_->ring.begin(), state_->ring.end()};
}

void Bus::State::run(std::string_view name, Task<void> loop) {
    {
        const std::lock_guard lock(mutex);
        ++running;
    }
    pool::spawn(executor, name, counted(std::move(loop)));
}

Task<void> Bus::State::counted(Task<void> loop) {
    const auto self = shared_from_this();
    // Counts down also when an exception ends the loop.
    struct Leave {
        State& state;
        ~Leave() {
            const std::lock_guard lock(state.mutex);
            --state.running;
            state.all_over.notify_all();
        }
    } leave{*self};
    co_await std::move(loop);
}

// Reads the outbox for the ring and tells the consumers that there is something for them.
Task<void> Bus::State::follow() {
    std::optional<Position> position;
    while (!shared.stopping) {
        const auto ticket = shared.wake.ticket("published");
        std::size_t found = 0;
        try {
            if (!position) position = co_await fill_ring();
            const auto events =
                co_await shared.database.read(platform::sql::events_after, position->tx, position->number, told_at_once);
            found = events.size();
            if (found > 0) position = position_of(events[found - 1]);
            remember(events);
        } catch (const Error&) {
            // Logged by the database; tried again at the next poll.
        }
        if (found > 0) shared.wake.notify("seen");
        if (found < told_at_once) co_await shared.wake.wait("published", ticket, timing::in(poll));
    }
}

Task<Position> Bus::State::fill_ring() {
    const auto newest_first = co_await shared.database.read(platform::sql::last_events, ring_size);
    const std::lock_guard lock(mutex);
    for (const auto row : newest_first) ring.push_front(event_of(row));
    co_return newest_first.empty() ? Position{} : position_of(newest_first[0]);
}

void Bus::State::remember(const db::Rows& newest_last) {
    const std::lock_guard lock(mutex);
    for (const auto row : newest_last) ring.push_back(event_of(row));
    while (ring.size() > ring_size) ring.pop_front();
}

Task<void> Bus::forget_old() {
    const auto old = timing::now() - std::chrono::microseconds(keep).count();
    co_await state_->shared.database.write(platform::sql::forget_events, old);
}

Task<bool> Bus::forget_about(OrgId org, std::string words) {
    auto& database = state_->shared.database;
    for (const auto& consumer : state_->consumers)
        if ((co_await database.read(platform::sql::count_events_ahead, org, words, consumer.name()))[0].integer(0) > 0) co_return false;
    co_await database.transact([org, words](db::Transaction& tx) {
        tx.run(platform::sql::erase_given_up_about, org, words);
        tx.run(platform::sql::erase_events_about, org, words);
    });
    const std::lock_guard lock(state_->mutex);
    std::erase_if(state_->ring, [&](const Event& event) { return event.org == org && event.payload.contains(words); });
    co_return true;
}

}  // namespace bus
