#include "notices/push/message.hpp"
#include "notices/push/push.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/state.hpp"
#include "platform/client/retry_after.hpp"
#include "platform/log/log.hpp"

namespace notices {

namespace {
using namespace std::chrono_literals;

constexpr std::string_view push_job = "notices.push", push_channel = "push";
constexpr auto patience = 40s;
constexpr int at_once = 4;
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24), usual_wait = 1min;

struct PushOrder {
    std::string user, subscription, title, body, path;
};
BOOST_DESCRIBE_STRUCT(PushOrder, (), (user, subscription, title, body, path))

struct PushVerdict {
    Outcome outcome;
    std::optional<std::string> reason = {};
    bool gone = false;  // the browser is subscribed no more
};

std::string answers(int status) { return fmt::format("The push service answers {}.", status); }

// Of an answer that leaves nothing to try.
PushVerdict verdict_of(const jobs::Job& job, int status) {
    switch (reception_of(status)) {
        case Reception::taken: return {Outcome::sent};
        case Reception::gone: return {Outcome::dropped, "The browser is subscribed no more.", true};
        default: break;
    }
    logging::warn("push.refused", {{"notification", job.id.str()}, {"status", std::int64_t{status}}});
    return {Outcome::dropped, answers(status)};
}

void ask_for_later(const client::Response& answer) {
    const auto asked = client::retry_after(answer, longest_wait);
    if (asked || answer.status == 429) throw jobs::RetryAfter(asked.value_or(usual_wait), answers(answer.status));
    throw Error(ErrorCode::upstream, answers(answer.status));
}

Task<std::optional<Subscription>> find_subscription(db::Database& database, OrgId org, const PushOrder& order) {
    for (auto& one : co_await load_subscriptions(database, std::move(org), UserId(order.user)))
        if (one.id == order.subscription) co_return std::move(one);
    co_return std::nullopt;
}

Task<PushVerdict> send_push(Notices& notices, const jobs::Job& job, const PushOrder& order) {
    auto& push = *notices.state().push;
    const auto person = co_await identity::find_addressee(notices.state().database, job.org, UserId(order.user));
    if (!person || person->disabled) co_return PushVerdict{Outcome::dropped, "The account is gone or closed."};
    const auto to = co_await find_subscription(notices.state().database, job.org, order);
    if (!to) co_return PushVerdict{Outcome::dropped, "The browser is subscribed no more."};
    auto request = push_request(to->browser, {order.title, order.body, order.path}, *co_await push.vapid(job.org));
    request.stop = job.stop;
    request.trace = job.trace;
    const auto answer = co_await push.client.fetch(std::move(request));
    if (!answer) throw Error(ErrorCode::upstream, "The push service cannot be reached.");
    if (reception_of(answer->status) == Reception::later) ask_for_later(*answer);
    co_return verdict_of(job, answer->status);
}

Task<void> deliver_push(Notices& notices, jobs::Job job) {
    const auto order = job.read<PushOrder>();
    const auto verdict = co_await send_push(notices, job, order);
    co_await notices.state().database.transact([job, order, verdict](db::Transaction& tx) {
        jobs::finish(tx, job);
        if (verdict.gone) unsubscribe(tx, job.org, UserId(order.user), order.subscription);
        end_notification(tx, job.org, job.id.str(), verdict.outcome, verdict.reason);
    });
}
}  // namespace

void push_to_browsers(db::Transaction& tx, const NewNotice& notice, timing::Micros run_at) {
    for (const auto& to : load_subscriptions(tx, notice.org, notice.user)) {
        const auto id = jobs::JobId::fresh();
        const auto once = notice.once.empty() ? "" : fmt::format("{}/{}/{}", notice.once, push_channel, to.id);
        if (!add_notification(tx, notice.org, {.id = id.str(), .user = notice.user, .kind = notice.kind, .channel = std::string(push_channel)}, once)) continue;
        jobs::enqueue(tx, {.id = id, .org = notice.org, .kind = std::string(push_job),
                           .payload = json::write(PushOrder{notice.user.str(), to.id, notice.title, notice.text, notice.path}), .run_at = run_at, .trace = notice.trace});
    }
}

void add_pushes(jobs::Jobs& jobs, Notices& notices) {
    jobs.add({.name = std::string(push_job), .run = [&notices](jobs::Job job) { return deliver_push(notices, std::move(job)); }, .deadline = patience, .at_once = at_once});
    jobs.on_dead([](db::Transaction& tx, const jobs::DeadLetter& letter) {
        if (letter.kind == push_job) end_notification(tx, letter.org, letter.id.str(), Outcome::failed, letter.reason);
    });
}

}  // namespace notices
