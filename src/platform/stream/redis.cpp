#include <hiredis/hiredis.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/stream/broker.hpp"

namespace stream {

namespace {
struct FreeContext {
    void operator()(redisContext* context) const { redisFree(context); }
};
struct FreeReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

timeval as_timeval(std::chrono::milliseconds span) { return {span.count() / 1000, span.count() % 1000 * 1000}; }

[[noreturn]] void fail(std::string_view reason) {
    logging::warn("stream.redis_failed", {{"reason", std::string(reason)}});
    throw Error(ErrorCode::unavailable, "The broker is away.");
}

std::string_view text_of(const redisReply* reply) { return {reply->str, reply->len}; }

// Redis Streams: one group of consumers; entries are deleted when they are acknowledged. hiredis 0.14 and later.
class Redis final : public Broker {
public:
    Redis(const Address& address, std::string name, std::chrono::milliseconds lease)
        : context_(redisConnectWithTimeout(address.host.c_str(), address.port, as_timeval(connect_deadline))), key_(std::move(name)), lease_(lease) {
        if (!context_ || context_->err) fail(context_ ? context_->errstr : "no memory");
        redisSetTimeout(context_.get(), as_timeval(call_deadline));
        sign_in(address);
        make_group();
        warn_if_forgetful();
    }

    void publish(std::span<const Message> messages) override {
        for (const auto& message : messages) append({"XADD", key_, "*", "id", message.id, "payload", message.payload});
        for (std::size_t i = 0; i < messages.size(); ++i) receive();
    }

    std::vector<Entry> read(std::size_t most, std::chrono::milliseconds wait) override {
        if (const auto now = std::chrono::steady_clock::now(); now >= next_claim_) {
            auto left = claim_left(most);
            // Whatever was left may be more than one answer holds.
            if (!left.empty()) return left;
            next_claim_ = now + lease_ / 2;
        }
        const auto count = std::to_string(most), block = std::to_string(std::max<std::int64_t>(1, wait.count()));
        const auto reply = ask({"XREADGROUP", "GROUP", group_, consumer_, "COUNT", count, "BLOCK", block, "STREAMS", key_, ">"});
        std::vector<Entry> entries;
        if (reply->type == REDIS_REPLY_ARRAY && reply->elements == 1 && reply->element[0]->elements == 2) collect(entries, reply->element[0]->element[1]);
        return entries;
    }

    void acknowledge(std::span<const std::string> ids) override {
        std::vector<std::string_view> done{"XACK", key_, group_}, gone{"XDEL", key_};
        done.insert(done.end(), ids.begin(), ids.end());
        gone.insert(gone.end(), ids.begin(), ids.end());
        append(done);
        append(gone);
        receive();
        receive();
    }

    std::int64_t depth() override { return ask({"XLEN", key_})->integer; }

    std::string newest() override {
        const auto reply = ask({"XREVRANGE", key_, "+", "-", "COUNT", "1"});
        return reply->elements == 0 ? "" : std::string(text_of(reply->element[0]->element[0]));
    }
    bool waits_up_to(const std::string& place) override {
        return !place.empty() && ask({"XRANGE", key_, "-", place, "COUNT", "1"})->elements > 0;
    }

private:
    void append(const std::vector<std::string_view>& words) {
        std::vector<const char*> texts;
        std::vector<std::size_t> sizes;
        for (const auto word : words) {
            texts.push_back(word.data());
            sizes.push_back(word.size());
        }
        if (redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), texts.data(), sizes.data()) != REDIS_OK) fail(context_->errstr);
    }
    Reply receive_any() {
        void* reply = nullptr;
        if (redisGetReply(context_.get(), &reply) != REDIS_OK) fail(context_->errstr);
        return Reply(static_cast<redisReply*>(reply));
    }
    Reply receive() {
        auto reply = receive_any();
        if (reply->type == REDIS_REPLY_ERROR) fail(text_of(reply.get()));
        return reply;
    }
    Reply ask(const std::vector<std::string_view>& words) {
        append(words);
        return receive();
    }

    void sign_in(const Address& address) {
        if (!address.password.empty() && address.user.empty()) ask({"AUTH", address.password});
        if (!address.password.empty() && !address.user.empty()) ask({"AUTH", address.user, address.password});
        if (address.path.size() > 1) ask({"SELECT", std::string_view(address.path).substr(1)});
    }

    void make_group() {
        append({"XGROUP", "CREATE", key_, group_, "0", "MKSTREAM"});
        const auto reply = receive_any();
        if (reply->type == REDIS_REPLY_ERROR && !text_of(reply.get()).starts_with("BUSYGROUP")) fail(text_of(reply.get()));
    }

    // An acknowledged statement is to survive the broker's crash.
    void warn_if_forgetful() {
        append({"CONFIG", "GET", "appendfsync"});
        const auto reply = receive_any();  // may be forbidden
        const bool known = reply->type == REDIS_REPLY_ARRAY && reply->elements == 2;
        if (known && text_of(reply->element[1]) != "always")
            logging::warn("stream.redis_not_durable", {{"remedy", std::string("run Redis with appendonly yes and appendfsync always")}});
    }

    // What a reader took and did not acknowledge within the lease (XAUTOCLAIM: Redis 6.2).
    std::vector<Entry> claim_left(std::size_t most) {
        const auto idle = std::to_string(lease_.count()), count = std::to_string(most);
        const auto reply = ask({"XAUTOCLAIM", key_, group_, consumer_, idle, claim_from_, "COUNT", count});
        std::vector<Entry> entries;
        if (reply->type != REDIS_REPLY_ARRAY || reply->elements < 2) return entries;
        claim_from_ = text_of(reply->element[0]);
        collect(entries, reply->element[1]);
        return entries;
    }

    // [[id, ["id", …, "payload", …]], …]; an entry that is deleted already has no fields.
    static void collect(std::vector<Entry>& into, const redisReply* list) {
        for (std::size_t i = 0; i < list->elements; ++i) {
            const auto* item = list->element[i];
            if (item->type != REDIS_REPLY_ARRAY || item->elements != 2 || item->element[1]->elements != 4) continue;
            into.push_back({std::string(text_of(item->element[0])), std::string(text_of(item->element[1]->element[3]))});
        }
    }

    static std::string host_name() {
        std::array<char, 256> name{};
        return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "reader";
    }

    std::unique_ptr<redisContext, FreeContext> context_;
    const std::string key_;
    const std::string group_ = "store";
    const std::string consumer_ = host_name();  // processes of a host share it, so that restarts leave none behind
    const std::chrono::milliseconds lease_;
    std::string claim_from_ = "0-0";
    timing::Deadline next_claim_{};
};
}  // namespace

Connect redis_connector(const Config& config, const std::string& name) {
    const auto address = parse_address(config.redis_url, "redis", 6379);
    return [address, key = "omnitutor:" + name, lease = config.lease] { return std::make_unique<Redis>(address, key, lease); };
}

}  // namespace stream
