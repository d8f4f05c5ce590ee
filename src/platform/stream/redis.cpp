#include <hiredis/hiredis.h>
#include <unistd.h>

#include <array>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/net/address.hpp"
#include "platform/redis/redis.hpp"
#include "platform/stream/broker.hpp"

namespace stream {

namespace {
// Redis Streams: one group of consumers; entries are deleted when they are acknowledged. hiredis 0.14 and later.
class Redis final : public Broker {
public:
    Redis(const redis::Config& config, std::string name, std::chrono::milliseconds lease) : redis_(config), key_(std::move(name)), lease_(lease) {
        make_group();
        warn_if_forgetful();
    }

    void publish(std::span<const Message> messages) override {
        for (const auto& message : messages) redis_.append({"XADD", key_, "*", "id", message.id, "payload", message.payload});
        for (std::size_t i = 0; i < messages.size(); ++i) redis_.receive();
    }

    std::vector<Entry> read(std::size_t most, std::chrono::milliseconds wait) override {
        if (const auto now = std::chrono::steady_clock::now(); now >= next_claim_) {
            auto left = claim_left(most);
            // Whatever was left may be more than one answer holds.
            if (!left.empty()) return left;
            next_claim_ = now + lease_ / 2;
        }
        const auto count = std::to_string(most), block = std::to_string(std::max<std::int64_t>(1, wait.count()));
        const auto reply = redis_.ask({"XREADGROUP", "GROUP", group_, consumer_, "COUNT", count, "BLOCK", block, "STREAMS", key_, ">"});
        std::vector<Entry> entries;
        if (reply->type == REDIS_REPLY_ARRAY && reply->elements == 1 && reply->element[0]->elements == 2) collect(entries, reply->element[0]->element[1]);
        return entries;
    }

    void acknowledge(std::span<const std::string> ids) override {
        std::vector<std::string_view> done{"XACK", key_, group_}, gone{"XDEL", key_};
        done.insert(done.end(), ids.begin(), ids.end());
        gone.insert(gone.end(), ids.begin(), ids.end());
        redis_.append(done);
        redis_.append(gone);
        redis_.receive();
        redis_.receive();
    }

    std::int64_t depth() override { return redis_.ask({"XLEN", key_})->integer; }

    std::string newest() override {
        const auto reply = redis_.ask({"XREVRANGE", key_, "+", "-", "COUNT", "1"});
        return reply->elements == 0 ? "" : std::string(redis::text_of(reply->element[0]->element[0]));
    }
    bool waits_up_to(const std::string& place) override {
        return !place.empty() && redis_.ask({"XRANGE", key_, "-", place, "COUNT", "1"})->elements > 0;
    }

private:
    void make_group() {
        redis_.append({"XGROUP", "CREATE", key_, group_, "0", "MKSTREAM"});
        const auto reply = redis_.receive_any();
        if (reply->type == REDIS_REPLY_ERROR && !redis::text_of(reply.get()).starts_with("BUSYGROUP")) redis::fail(redis::text_of(reply.get()));
    }

    // An acknowledged statement is to survive the broker's crash.
    void warn_if_forgetful() {
        redis_.append({"CONFIG", "GET", "appendfsync"});
        const auto reply = redis_.receive_any();  // may be forbidden
        const bool known = reply->type == REDIS_REPLY_ARRAY && reply->elements == 2;
        if (known && redis::text_of(reply->element[1]) != "always")
            logging::warn("stream.redis_not_durable", {{"remedy", std::string("run Redis with appendonly yes and appendfsync always")}});
    }

    // What a reader took and did not acknowledge within the lease (XAUTOCLAIM: Redis 6.2).
    std::vector<Entry> claim_left(std::size_t most) {
        const auto idle = std::to_string(lease_.count()), count = std::to_string(most);
        const auto reply = redis_.ask({"XAUTOCLAIM", key_, group_, consumer_, idle, claim_from_, "COUNT", count});
        std::vector<Entry> entries;
        if (reply->type != REDIS_REPLY_ARRAY || reply->elements < 2) return entries;
        claim_from_ = redis::text_of(reply->element[0]);
        collect(entries, reply->element[1]);
        return entries;
    }

    // [[id, ["id", …, "payload", …]], …]; an entry that is deleted already has no fields.
    static void collect(std::vector<Entry>& into, const redisReply* list) {
        for (std::size_t i = 0; i < list->elements; ++i) {
            const auto* item = list->element[i];
            if (item->type != REDIS_REPLY_ARRAY || item->elements != 2 || item->element[1]->elements != 4) continue;
            into.push_back({std::string(redis::text_of(item->element[0])), std::string(redis::text_of(item->element[1]->element[3]))});
        }
    }

    static std::string host_name() {
        std::array<char, 256> name{};
        return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "reader";
    }

    redis::Connection redis_;
    const std::string key_;
    const std::string group_ = "store";
    const std::string consumer_ = host_name();  // processes of a host share it, so that restarts leave none behind
    const std::chrono::milliseconds lease_;
    std::string claim_from_ = "0-0";
    timing::Deadline next_claim_{};
};
}  // namespace

Connect redis_connector(const Config& config, const std::string& name) {
    net::parse_address(config.redis_url, "redis", 6379);  // a URL that is none is said at the start
    const redis::Config redis{.url = config.redis_url, .connect_deadline = connect_deadline, .call_deadline = call_deadline};
    return [redis, key = "omnitutor:" + name, lease = config.lease] { return std::make_unique<Redis>(redis, key, lease); };
}

}  // namespace stream
