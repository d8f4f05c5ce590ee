#include "platform/redis/redis.hpp"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include "platform/error.hpp"
#include "platform/log/log.hpp"
#include "platform/net/address.hpp"

namespace redis {

namespace {
timeval as_timeval(std::chrono::milliseconds span) { return {span.count() / 1000, span.count() % 1000 * 1000}; }
}  // namespace

void FreeReply::operator()(redisReply* reply) const { freeReplyObject(reply); }
void Connection::FreeContext::operator()(redisContext* context) const { redisFree(context); }

std::string_view text_of(const redisReply* reply) { return {reply->str, reply->len}; }

void fail(std::string_view reason) {
    logging::warn("redis.failed", {{"reason", std::string(reason)}});
    throw Error(ErrorCode::unavailable, "Redis is away.");
}

Connection::Connection(const Config& config) {
    const auto address = net::parse_address(config.url, "redis", 6379);
    context_.reset(redisConnectWithTimeout(address.host.c_str(), address.port, as_timeval(config.connect_deadline)));
    if (!context_ || context_->err) fail(context_ ? context_->errstr : "no memory");
    redisSetTimeout(context_.get(), as_timeval(config.call_deadline));
    if (!address.password.empty() && address.user.empty()) ask({"AUTH", address.password});
    if (!address.password.empty() && !address.user.empty()) ask({"AUTH", address.user, address.password});
    if (address.path.size() > 1) ask({"SELECT", std::string_view(address.path).substr(1)});
}

Reply Connection::ask(const std::vector<std::string_view>& words) {
    append(words);
    return receive();
}

void Connection::append(const std::vector<std::string_view>& words) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const auto word : words) {
        texts.push_back(word.data());
        sizes.push_back(word.size());
    }
    if (redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), texts.data(), sizes.data()) != REDIS_OK) fail(context_->errstr);
}

Reply Connection::receive() {
    auto reply = receive_any();
    if (reply->type == REDIS_REPLY_ERROR) fail(text_of(reply.get()));
    return reply;
}

Reply Connection::receive_any() {
    void* reply = nullptr;
    if (redisGetReply(context_.get(), &reply) != REDIS_OK) fail(context_->errstr);
    return Reply(static_cast<redisReply*>(reply));
}

}  // namespace redis
