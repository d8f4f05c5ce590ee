#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct redisContext;
struct redisReply;

namespace redis {

struct FreeReply {
    void operator()(redisReply* reply) const;
};
using Reply = std::unique_ptr<redisReply, FreeReply>;
std::string_view text_of(const redisReply* reply);

struct Config {
    std::string url;  // redis://[user:password@]host[:port][/number]
    std::chrono::milliseconds connect_deadline{2'000};
    std::chrono::milliseconds call_deadline{3'000};
};

// One connection, used by one thread; calls block up to their deadline. What throws Error(unavailable) leaves it unusable.
class Connection {
public:
    // Connects and signs in. Error(invalid) for a URL that is none.
    explicit Connection(const Config& config);

    // Sends a command and gives its reply; an error that Redis replies is one that is thrown.
    Reply ask(const std::vector<std::string_view>& words);
    // In two steps, for several commands at once.
    void append(const std::vector<std::string_view>& words);
    Reply receive();
    Reply receive_any();  // an error is a reply like others

private:
    struct FreeContext {
        void operator()(redisContext* context) const;
    };
    std::unique_ptr<redisContext, FreeContext> context_;
};

// Logs the reason and throws Error(unavailable).
[[noreturn]] void fail(std::string_view reason);

}  // namespace redis
