// The routes that bench/http/run measures, on the server and router that the tutor runs on:
//   http_bench_server PORT THREADS
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "platform/bus/bus.hpp"
#include "platform/http/server.hpp"
#include "platform/http/service_routes.hpp"

namespace {

enum class Verb { opened, answered, finished };
BOOST_DESCRIBE_ENUM(Verb, opened, answered, finished)

struct Event {
    std::string name, at, passage_id;
    Verb verb = Verb::opened;
    std::optional<double> score;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Event, (), (name, at, passage_id, verb, score, tags))

struct Events {
    std::string course_id;
    int sequence = 0;
    std::vector<Event> events;
};
BOOST_DESCRIBE_STRUCT(Events, (), (course_id, sequence, events))

struct Accepted {
    bool ok = true;
    int accepted = 0;
    double total_score = 0;
    std::string course_id;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (ok, accepted, total_score, course_id))

Task<Accepted> take_events(const http::Caller&, Events body) {
    Accepted reply{.ok = true, .accepted = static_cast<int>(body.events.size()), .course_id = std::move(body.course_id)};
    for (const Event& event : body.events) reply.total_score += event.score.value_or(0);
    co_return reply;
}

Task<http::Response> ping(const http::Caller&, const http::Request&) { co_return http::json_text(200, "{\"ok\":true}"); }

// Every watcher waits for one key, as the watchers of one lesson do.
class Watcher : public http::Stream {
public:
    explicit Watcher(bus::Signal& signal) : signal_(signal), ticket_(signal.ticket("all")) {}
    Task<std::optional<std::string>> next(timing::Deadline until) override {
        const bool news = co_await signal_.wait("all", ticket_, until);
        ticket_ = signal_.ticket("all");
        co_return news ? http::sse("1", "beat", "{\"beat\":1}") : "";
    }

private:
    bus::Signal& signal_;
    std::uint64_t ticket_;
};

Task<http::Response> watch(bus::Signal& signal) { co_return http::event_stream(std::make_unique<Watcher>(signal)); }

Task<http::Response> publish(bus::Signal& signal) {
    signal.notify("all");
    co_return http::no_content();
}

}  // namespace

template <>
inline constexpr auto json::limits<Event> =
    std::array{json::text("name", 1, 80), json::number("score", 0, 1), json::items("tags", 0, 10)};
template <>
inline constexpr auto json::limits<Events> = std::array{json::items("events", 1, 100), json::number("sequence", 0, 1'000'000)};

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "usage: http_bench_server PORT THREADS\n"), 2;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    bus::Signal signal;
    http::Router router;
    const http::Needs open{.role = http::Role::anyone};
    router.get("/v1/ping", open, ping);
    router.post("/v1/events", open, take_events);
    router.get("/v1/watch", open, [&signal](const http::Caller&, const http::Request&) { return watch(signal); });
    router.post("/v1/publish", open, [&signal](const http::Caller&, const http::Request&) { return publish(signal); });
    http::Server server({.listen = std::string("127.0.0.1:") + argv[1], .threads = std::atoi(argv[2])}, router);
    server.start();
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    return 0;
}
