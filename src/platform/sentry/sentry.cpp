#include "platform/sentry/sentry.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "platform/client/feed.hpp"
#include "platform/log/log.hpp"
#include "platform/sentry/demangle.hpp"
#include "platform/sentry/dsn.hpp"
#include "platform/sentry/event.hpp"

namespace sentry {

using namespace std::chrono_literals;

namespace {
constexpr auto apart = 10s;  // two events of one kind
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

client::Request request_of(const Dsn& dsn, const std::string& release, const std::string& envelope) {
    return {.method = "POST",
            .url = dsn.endpoint,
            .headers = {{"Content-Type", "application/x-sentry-envelope"},
                        {"X-Sentry-Auth", fmt::format("Sentry sentry_version=7, sentry_client={}, sentry_key={}", release, dsn.key)}},
            .body = envelope};
}

client::FeedRules rules_of(const Config& config) {
    return {.name = "sentry", .what = "events", .help = "Events for the error tracker",
            .pack = [dsn = parse_dsn(config.dsn), release = config.release](std::span<const std::string> one) { return request_of(dsn, release, one.front()); },
            .most_waiting = most_waiting};
}
}  // namespace

struct Reporter::State {
    State(client::Client& client, const Config& with) : config(with), feed(client, rules_of(with)) {}

    const Config config;
    Kinds kinds;
    client::Feed feed;

    void take(std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more);
};

void Reporter::State::take(std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more) {
    const auto left_out = kinds.admit(fmt::format("{} {}", event, context.route));
    if (!left_out) return;
    feed.add(envelope({config.release, config.environment, timing::now(), *left_out}, event, context, more, failure_being_handled()));
}

Reporter::Reporter(client::Client& client, const Config& config) : state_(config.dsn.empty() ? nullptr : std::make_shared<State>(client, config)) {}
Reporter::~Reporter() { stop(); }

void Reporter::start() {
    if (!state_) return;
    remember_throws();
    state_->feed.start();
    logging::on_error([state = state_](std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more) { state->take(event, context, more); });
}

void Reporter::stop() {
    if (!state_) return;
    logging::on_error(nullptr);
    state_->feed.stop();
    state_ = nullptr;
}

}  // namespace sentry
