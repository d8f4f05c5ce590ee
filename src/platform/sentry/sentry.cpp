#include "platform/sentry/sentry.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

#include "platform/bus/bus.hpp"
#include "platform/client/retry_after.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/pool/pool.hpp"
#include "platform/sentry/demangle.hpp"
#include "platform/sentry/dsn.hpp"
#include "platform/sentry/event.hpp"

namespace sentry {

using namespace std::chrono_literals;

namespace {
constexpr auto apart = 10s;  // two events of one kind
constexpr auto patience = 10s;
constexpr auto farewell = 2s;
constexpr std::size_t most_waiting = 100;
constexpr std::size_t most_kinds = 1000;

std::string type_being_handled() {
    const auto* type = abi::__cxa_current_exception_type();
    return type ? demangled(type->name()) : "";
}

// Without the frames that only wrote the line: trackers group by the innermost ones.
Stack stack_of_line() {
    auto stack = stack_here();
    stack.erase(std::ranges::find_if(stack, [](const Frame& frame) { return frame.function.starts_with("logging::"); }), stack.end());
    return stack;
}

Failure failure_being_handled() {
    const auto exception = std::current_exception();
    auto stack = exception ? stack_of(exception) : Stack{};
    return {type_being_handled(), stack.empty() ? stack_of_line() : std::move(stack)};
}

// How often each kind came. Any thread.
class Kinds {
public:
    // How many were left out since the last one that was sent; nullopt when this one is to be left out.
    std::optional<std::int64_t> admit(const std::string& kind) {
        const auto now = std::chrono::steady_clock::now();
        const std::lock_guard lock(mutex_);
        if (seen_.size() >= most_kinds) seen_.clear();
        auto& seen = seen_[kind];
        if (now < seen.next) {
            ++seen.left_out;
            return std::nullopt;
        }
        seen.next = now + apart;
        return std::exchange(seen.left_out, 0);
    }

private:
    struct Seen {
        timing::Deadline next{};
        std::int64_t left_out = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Seen> seen_;
};
}  // namespace

struct Reporter::State {
    State(client::Client& client, boost::asio::any_io_executor executor, const Config& config)
        : client(client), executor(std::move(executor)), dsn(parse_dsn(config.dsn)), config(config) {}

    client::Client& client;
    boost::asio::any_io_executor executor;
    const Dsn dsn;
    const Config config;
    Kinds kinds;
    bus::Signal wake;
    std::mutex mutex;  // of what follows
    std::condition_variable over;
    std::deque<std::string> waiting;
    bool stopping = false, running = false;

    void take(std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more);
    Task<void> send_all(std::shared_ptr<State> self);
    std::optional<std::string> next();
    Task<void> send(std::string envelope);
    client::Request request(std::string envelope) const;
    void end();
};

void Reporter::State::take(std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more) {
    const auto left_out = kinds.admit(fmt::format("{} {}", event, context.route));
    if (!left_out) return;
    auto text = envelope({config.release, config.environment, timing::now(), *left_out}, event, context, more, failure_being_handled());
    {
        const std::lock_guard lock(mutex);
        if (waiting.size() >= most_waiting) waiting.pop_front();
        waiting.push_back(std::move(text));
    }
    wake.notify("event");
}

std::optional<std::string> Reporter::State::next() {
    const std::lock_guard lock(mutex);
    if (waiting.empty()) return std::nullopt;
    auto first = std::move(waiting.front());
    waiting.pop_front();
    return first;
}

Task<void> Reporter::State::send_all(std::shared_ptr<State> self) {
    while (true) {
        const auto ticket = wake.ticket("event");
        auto envelope = next();
        if (envelope) co_await send(std::move(*envelope));
        else if (const std::lock_guard lock(mutex); stopping) break;
        if (!envelope) co_await wake.wait("event", ticket, timing::in(1min));
    }
    self->end();
}

void Reporter::State::end() {
    const std::lock_guard lock(mutex);
    running = false;
    over.notify_all();
}

client::Request Reporter::State::request(std::string envelope) const {
    client::Request request;
    request.method = "POST";
    request.url = dsn.endpoint;
    request.headers = {{"Content-Type", "application/x-sentry-envelope"},
                       {"X-Sentry-Auth", fmt::format("Sentry sentry_version=7, sentry_client={}, sentry_key={}", config.release, dsn.key)}};
    request.body = std::move(envelope);
    request.deadline = timing::in(patience);
    request.response_limit = 64 << 10;
    return request;
}

// A tracker that is full says for how long; until then nothing more is sent.
Task<void> Reporter::State::send(std::string envelope) {
    static auto& sent = metrics::counter("sentry_events_total", "Events for the error tracker", R"(outcome="sent")");
    static auto& dropped = metrics::counter("sentry_events_total", "Events for the error tracker", R"(outcome="dropped")");
    const client::RetryPolicy policy;
    for (int attempt = 0;; ++attempt) {
        const auto answer = co_await client.fetch(request(envelope));
        if (answer && answer->status / 100 == 2) co_return sent.add();
        const auto pause = policy.wait(attempt, answer ? &*answer : nullptr);
        if (!pause) {
            dropped.add();
            logging::warn("sentry.not_sent", {{"status", std::int64_t{answer ? answer->status : 0}}});
            co_return;
        }
        co_await wake.wait("pause", wake.ticket("pause"), timing::in(*pause));
    }
}

Reporter::Reporter(client::Client& client, boost::asio::any_io_executor executor, const Config& config)
    : state_(config.dsn.empty() ? nullptr : std::make_shared<State>(client, std::move(executor), config)) {}
Reporter::~Reporter() { stop(); }

void Reporter::start() {
    if (!state_) return;
    remember_throws();
    {
        const std::lock_guard lock(state_->mutex);
        state_->running = true;
    }
    pool::spawn(state_->executor, "sentry", state_->send_all(state_));
    logging::on_error([state = state_](std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more) { state->take(event, context, more); });
}

void Reporter::stop() {
    if (!state_) return;
    logging::on_error(nullptr);
    {
        std::unique_lock lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify("event");
    std::unique_lock lock(state_->mutex);
    state_->over.wait_for(lock, farewell, [this] { return !state_->running; });
    lock.unlock();
    state_->wake.close();
    state_ = nullptr;
}

}  // namespace sentry
