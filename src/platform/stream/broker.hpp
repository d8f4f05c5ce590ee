#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/stream/stream.hpp"

// What the clients of brokers have in common. Private to this folder.
namespace stream {

struct Message {
    std::string id;  // the same when it is published again
    std::string payload;
};

// One connection to a broker, used by one thread; its calls block up to their deadlines. A call that throws Error(unavailable)
// leaves the connection unusable.
class Broker {
public:
    virtual ~Broker() = default;
    virtual void publish(std::span<const Message> messages) = 0;
    virtual std::vector<Entry> read(std::size_t most, std::chrono::milliseconds wait) = 0;
    virtual void acknowledge(std::span<const std::string> ids) = 0;
    virtual std::int64_t depth() = 0;
    virtual std::string newest() = 0;
    virtual bool waits_up_to(const std::string& place) = 0;
};
using Connect = std::function<std::unique_ptr<Broker>()>;  // throws Error(unavailable)

// A stream over two connections, each with its thread: one publishes what waits together, one reads and acknowledges.
std::unique_ptr<Stream> make_broker_stream(Connect connect, std::size_t largest);

// The connectors; Error(invalid) for a URL that is none.
Connect redis_connector(const Config& config, const std::string& name);
Connect nats_connector(const Config& config, const std::string& name);

constexpr std::chrono::milliseconds connect_deadline{2'000};
constexpr std::chrono::milliseconds call_deadline{3'000};

}  // namespace stream
