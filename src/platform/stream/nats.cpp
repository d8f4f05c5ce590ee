#include <nats/nats.h>

#include <atomic>
#include <map>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/net/address.hpp"
#include "platform/stream/broker.hpp"

namespace stream {

namespace {
template <class Thing, void (*destroy)(Thing*)>
struct Destroy {
    void operator()(Thing* thing) const { destroy(thing); }
};
using Options = std::unique_ptr<natsOptions, Destroy<natsOptions, natsOptions_Destroy>>;
using Connected = std::unique_ptr<natsConnection, Destroy<natsConnection, natsConnection_Destroy>>;
using Context = std::unique_ptr<jsCtx, Destroy<jsCtx, jsCtx_Destroy>>;
using Subscription = std::unique_ptr<natsSubscription, Destroy<natsSubscription, natsSubscription_Destroy>>;
using Held = std::unique_ptr<natsMsg, Destroy<natsMsg, natsMsg_Destroy>>;
using Info = std::unique_ptr<jsStreamInfo, Destroy<jsStreamInfo, jsStreamInfo_Destroy>>;

void expect(natsStatus status) {
    if (status == NATS_OK) return;
    logging::warn("stream.nats_failed", {{"reason", std::string(natsStatus_GetText(status))}});
    throw Error(ErrorCode::unavailable, "The broker is away.");
}

// Publications that a server refused, of all connections: the library may tell of one when its connection is gone already.
std::atomic<std::int64_t> refusals = 0;

// JetStream as a work queue on disk: one durable consumer, entries are deleted when they are acknowledged. libnats 3.4 and later.
class Nats final : public Broker {
public:
    Nats(const net::Address& address, const std::string& name, std::chrono::milliseconds lease) : stream_("omnitutor-" + name), subject_("omnitutor." + name) {
        connect(address);
        make_context();
        make_stream();
        lease_ = lease;
    }

    void publish(std::span<const Message> messages) override {
        const auto before = refusals.load();
        for (const auto& message : messages) publish_one(message);
        complete();
        if (refusals != before) expect(NATS_ERR);
    }

    // What is there is given at once; only for a first entry somebody waits.
    std::vector<Entry> read(std::size_t most, std::chrono::milliseconds wait) override {
        subscribe();
        jsFetchRequest request;
        jsFetchRequest_Init(&request);
        request.Batch = static_cast<int>(most);
        request.NoWait = true;
        request.Expires = std::chrono::nanoseconds(call_deadline).count();
        auto entries = fetch([&](natsMsgList& list) { return natsSubscription_FetchRequest(&list, subscription_.get(), &request); });
        if (!entries.empty()) return entries;
        return fetch([&](natsMsgList& list) { return natsSubscription_Fetch(&list, subscription_.get(), 1, std::max<std::int64_t>(1, wait.count()), nullptr); });
    }

    void acknowledge(std::span<const std::string> ids) override {
        for (const auto& id : ids) {
            const auto found = held_.find(id);
            if (found == held_.end()) continue;
            expect(natsMsg_Ack(found->second.get(), nullptr));
            held_.erase(found);
        }
        expect(natsConnection_FlushTimeout(connection_.get(), call_deadline.count()));
    }

    std::int64_t depth() override { return static_cast<std::int64_t>(info()->State.Msgs); }
    std::string newest() override { return std::to_string(info()->State.LastSeq); }
    bool waits_up_to(const std::string& place) override {
        const auto now = info();
        return now->State.Msgs > 0 && !place.empty() && now->State.FirstSeq <= std::stoull(place);
    }

private:
    Info info() const {
        jsStreamInfo* info = nullptr;
        expect(js_GetStreamInfo(&info, context_.get(), stream_.c_str(), nullptr, nullptr));
        return Info(info);
    }

    // Connections are made anew by our own rule, so that a call fails at once while the broker is away.
    void connect(const net::Address& address) {
        natsOptions* made = nullptr;
        expect(natsOptions_Create(&made));
        const Options options(made);
        expect(natsOptions_SetURL(made, ("nats://" + address.host + ':' + std::to_string(address.port)).c_str()));
        expect(natsOptions_SetTimeout(made, connect_deadline.count()));
        expect(natsOptions_SetAllowReconnect(made, false));
        if (!address.password.empty()) expect(natsOptions_SetUserInfo(made, address.user.c_str(), address.password.c_str()));
        natsConnection* connection = nullptr;
        expect(natsConnection_Connect(&connection, made));
        connection_.reset(connection);
    }

    void make_context() {
        jsOptions options;
        jsOptions_Init(&options);
        options.Wait = call_deadline.count();
        options.PublishAsync.ErrHandler = [](jsCtx*, jsPubAckErr*, void*) { ++refusals; };
        jsCtx* context = nullptr;
        expect(natsConnection_JetStream(&context, connection_.get(), &options));
        context_.reset(context);
    }

    // As an administrator has made it, else on disk without limits.
    void make_stream() {
        jsStreamInfo* info = nullptr;
        const auto found = js_GetStreamInfo(&info, context_.get(), stream_.c_str(), nullptr, nullptr);
        Info known(info);
        if (found == NATS_OK) return;
        if (found != NATS_NOT_FOUND) expect(found);
        jsStreamConfig config;
        jsStreamConfig_Init(&config);
        const char* subjects[] = {subject_.c_str()};
        config.Name = stream_.c_str();
        config.Subjects = subjects;
        config.SubjectsLen = 1;
        config.Retention = js_WorkQueuePolicy;
        config.Storage = js_FileStorage;
        expect(js_AddStream(nullptr, context_.get(), &config, nullptr, nullptr));
    }

    void subscribe() {
        if (subscription_) return;
        jsSubOptions options;
        jsSubOptions_Init(&options);
        options.Stream = stream_.c_str();
        options.Config.AckWait = std::chrono::nanoseconds(lease_).count();
        options.Config.MaxAckPending = 10'000;
        natsSubscription* subscription = nullptr;
        expect(js_PullSubscribe(&subscription, context_.get(), subject_.c_str(), "store", nullptr, &options, nullptr));
        subscription_.reset(subscription);
    }

    void publish_one(const Message& message) {
        natsMsg* made = nullptr;
        expect(natsMsg_Create(&made, subject_.c_str(), nullptr, message.payload.data(), static_cast<int>(message.payload.size())));
        jsPubOptions options;
        jsPubOptions_Init(&options);
        options.MsgId = message.id.c_str();
        const auto status = js_PublishMsgAsync(context_.get(), &made, &options);
        const Held left(made);  // the library takes it when all is well
        expect(status);
    }

    // The library goes on waiting for answers when the connection is gone, so it is asked in short turns.
    void complete() {
        const auto until = timing::in(call_deadline);
        jsPubOptions options;
        jsPubOptions_Init(&options);
        options.MaxWait = 100;
        auto status = js_PublishAsyncComplete(context_.get(), &options);
        while (status == NATS_TIMEOUT && std::chrono::steady_clock::now() < until && !natsConnection_IsClosed(connection_.get()))
            status = js_PublishAsyncComplete(context_.get(), &options);
        expect(status);
    }

    template <class Fetch>
    std::vector<Entry> fetch(Fetch run) {
        natsMsgList list{};
        const auto status = run(list);
        if (status == NATS_TIMEOUT || status == NATS_NOT_FOUND) return {};
        expect(status);
        std::vector<Entry> entries;
        for (int i = 0; i < list.Count; ++i) entries.push_back(hold(Held(std::exchange(list.Msgs[i], nullptr))));
        natsMsgList_Destroy(&list);
        return entries;
    }
    // A message is acknowledged by what it came as, so it is kept until then.
    Entry hold(Held message) {
        Entry entry{natsMsg_GetReply(message.get()), {natsMsg_GetData(message.get()), static_cast<std::size_t>(natsMsg_GetDataLength(message.get()))}};
        held_.insert_or_assign(entry.id, std::move(message));
        return entry;
    }

    const std::string stream_, subject_;
    std::chrono::milliseconds lease_{};
    Connected connection_;
    Context context_;
    Subscription subscription_;
    std::map<std::string, Held> held_;
};
}  // namespace

Connect nats_connector(const Config& config, const std::string& name) {
    const auto address = net::parse_address(config.nats_url, "nats", 4222);
    return [address, name, lease = config.lease] { return std::make_unique<Nats>(address, name, lease); };
}

}  // namespace stream
