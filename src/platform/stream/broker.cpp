#include "platform/stream/broker.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/db/completion.hpp"
#include "platform/log/log.hpp"

namespace stream {

using namespace std::chrono_literals;

namespace {
constexpr auto rest = 500ms;  // after a failed connection, before the next is tried
constexpr std::size_t most_waiting = 50'000;
constexpr std::size_t most_together = 256;

// A connection that is made when it is needed and again after a failure.
class Connection {
public:
    explicit Connection(Connect connect) : connect_(std::move(connect)) {}

    template <class Use>
    auto use(Use use) {
        auto& broker = connected();
        try {
            return use(broker);
        } catch (...) {
            broker_.reset();
            throw;
        }
    }
    bool is_open() const { return broker_ != nullptr; }

private:
    Broker& connected() {
        if (broker_) return *broker_;
        if (std::chrono::steady_clock::now() < not_before_) throw Error(ErrorCode::unavailable, "The broker is away.");
        not_before_ = timing::in(rest);
        broker_ = connect_();
        return *broker_;
    }

    Connect connect_;
    std::unique_ptr<Broker> broker_;
    timing::Deadline not_before_{};
};

// Jobs for one thread. Jobs come to their end also when the queue closes.
template <class Job>
class Jobs {
public:
    void add(Job job) {
        const char* refusal = nullptr;
        {
            const std::lock_guard lock(mutex_);
            refusal = closed_ ? "The server is stopping." : jobs_.size() >= most_waiting ? "The broker cannot keep up." : nullptr;
            if (!refusal) jobs_.push_back(std::move(job));
        }
        if (!refusal) return ready_.notify_one();
        job.done(std::make_exception_ptr(Error(ErrorCode::unavailable, refusal)));
    }
    std::vector<Job> take(std::size_t most) {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
        std::vector<Job> taken;
        while (!jobs_.empty() && taken.size() < most) {
            taken.push_back(std::move(jobs_.front()));
            jobs_.pop_front();
        }
        return taken;
    }
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

struct Publication {
    std::vector<Message> messages;
    db::Done done;
};
struct Call {
    std::function<void(Broker&)> run;
    db::Done done;
};

class BrokerStream final : public Stream {
public:
    BrokerStream(Connect connect, std::size_t largest) : connect_(std::move(connect)), largest_(largest) {}
    ~BrokerStream() override { close(); }

    Task<void> append(std::vector<std::string> payloads) override {
        std::vector<Message> messages;
        for (auto& payload : payloads) messages.push_back({new_uuid(), std::move(payload)});
        co_await db::until_done([this, &messages](db::Done done) { publications_.add({std::move(messages), std::move(done)}); });
    }
    Task<std::vector<Entry>> read(std::size_t most, std::chrono::milliseconds wait) override {
        std::vector<Entry> entries;
        co_await call([&](Broker& broker) { entries = broker.read(most, wait); });
        co_return entries;
    }
    Task<void> acknowledge(std::vector<std::string> ids) override {
        co_await call([&](Broker& broker) { broker.acknowledge(ids); });
    }
    Task<void> leave() override { co_return; }  // the broker counts the lease of each entry
    Task<std::int64_t> depth() override {
        std::int64_t depth = 0;
        co_await call([&](Broker& broker) { depth = broker.depth(); });
        co_return depth;
    }
    Task<std::string> newest() override {
        std::string place;
        co_await call([&](Broker& broker) { place = broker.newest(); });
        co_return place;
    }
    Task<bool> waits_up_to(std::string place) override {
        bool waits = false;
        co_await call([&](Broker& broker) { waits = broker.waits_up_to(place); });
        co_return waits;
    }
    std::size_t largest() const override { return largest_; }

    void close() override {
        publications_.close();
        calls_.close();
        if (publisher_.joinable()) publisher_.join();
        if (caller_.joinable()) caller_.join();
    }

private:
    // The frame of the waiting coroutine holds what `run` refers to.
    Task<void> call(std::function<void(Broker&)> run) {
        co_await db::until_done([this, &run](db::Done done) { calls_.add({std::move(run), std::move(done)}); });
    }

    // What is told its end is let go before the next wait: it holds on to the event loop of those who waited.
    void publish_all() {
        Connection connection(connect_);
        while (true) {
            auto group = publications_.take(most_together);
            if (group.empty()) return;
            std::vector<Message> messages;
            for (auto& one : group) std::ranges::move(one.messages, std::back_inserter(messages));
            const auto failure = attempt([&] { publish(connection, messages); });
            for (auto& one : group) one.done(failure);
        }
    }
    // A connection that was open before may have been cut long ago: it gets a second chance. The broker knows the ids.
    static void publish(Connection& connection, const std::vector<Message>& messages) {
        const bool stale = connection.is_open();
        const auto first = attempt([&] { connection.use([&](Broker& broker) { broker.publish(messages); }); });
        if (!first) return;
        if (!stale) std::rethrow_exception(first);
        connection.use([&](Broker& broker) { broker.publish(messages); });
    }

    void serve_calls() {
        Connection connection(connect_);
        while (true) {
            auto next = calls_.take(1);
            if (next.empty()) return;
            next[0].done(attempt([&] { connection.use([&](Broker& broker) { next[0].run(broker); }); }));
        }
    }

    template <class Run>
    static std::exception_ptr attempt(Run run) {
        try {
            run();
        } catch (...) {
            return std::current_exception();
        }
        return nullptr;
    }

    Connect connect_;
    const std::size_t largest_;
    Jobs<Publication> publications_;
    Jobs<Call> calls_;
    std::jthread publisher_{[this] { publish_all(); }};
    std::jthread caller_{[this] { serve_calls(); }};
};
}  // namespace

std::unique_ptr<Stream> make_broker_stream(Connect connect, std::size_t largest) { return std::make_unique<BrokerStream>(std::move(connect), largest); }

std::unique_ptr<Stream> open_broker(const Config& config, std::string name) {
    constexpr std::size_t redis_largest = 64 << 20;
    constexpr std::size_t nats_largest = 1'000'000;  // a server's default max_payload is 1 MiB, headers included
    if (!config.redis_url.empty()) return make_broker_stream(redis_connector(config, name), redis_largest);
    if (!config.nats_url.empty()) return make_broker_stream(nats_connector(config, name), nats_largest);
    return nullptr;
}

}  // namespace stream
