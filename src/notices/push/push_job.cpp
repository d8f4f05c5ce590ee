#include "notices/push/message.hpp"
#include "notices/push/push.hpp"
#include "notices/sent/ending.hpp"
#include "notices/state.hpp"
#include "platform/client/retry_after.hpp"
#include "platform/log/log.hpp"

namespace notices {

namespace {
using namespace std::chrono_literals;

constexpr std::string_view push_job = "notices.push";
constexpr auto patience = 40s;
constexpr int at_once = 4;
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24), usual_wait = 1min;

struct PushOrder {
    std::string user, subscription, title, body, path;
};
BOOST_DESCRIBE_STRUCT(PushOrder, (), (user, subscription, title, body, path))

constexpr std::string_view no_more = "The browser is subscribed no more.";
std::string answers(int status) { return fmt::format("The push service answers {}.", status); }

// Of an answer that leaves nothing to try.
Ending ending_of(const jobs::Job& job, const PushOrder& order, int status) {
    switch (reception_of(status)) {
        case Reception::taken: return {Outcome::sent};
        case Reception::gone: {
            const auto end = [org = job.org, order](db::Transaction& tx) { unsubscribe(tx, org, UserId(order.user), order.subscription); };
            return {Outcome::dropped, std::string(no_more), end};
        }
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

Task<Ending> send_push(Notices& notices, const jobs::Job& job, const PushOrder& order) {
    auto& push = *notices.state().push;
    const auto person = co_await identity::find_addressee(notices.state().database, job.org, UserId(order.user));
    if (!person || person->disabled) co_return Ending{Outcome::dropped, "The account is gone or closed."};
    const auto to = co_await find_subscription(notices.state().database, job.org, order);
    if (!to) co_return Ending{Outcome::dropped, std::string(no_more)};
    auto request = push_request(to->browser, {order.title, order.body, order.path}, *co_await push.vapid(job.org));
    request.stop = job.stop;
    request.trace = job.trace;
    const auto answer = co_await push.client.fetch(std::move(request));
    if (!answer) throw Error(ErrorCode::upstream, "The push service cannot be reached.");
    if (reception_of(answer->status) == Reception::later) ask_for_later(*answer);
    co_return ending_of(job, order, answer->status);
}

Task<void> deliver_push(Notices& notices, jobs::Job job) {
    auto ending = co_await send_push(notices, job, job.read<PushOrder>());
    co_await end_delivery(notices.state().database, std::move(job), std::move(ending));
}
}  // namespace

// The first one stands for all as far as once is concerned.
void push_to_browsers(db::Transaction& tx, const NewNotice& notice) {
    auto once = once_on(channels::push, notice.once);
    for (const auto& to : load_subscriptions(tx, notice.org, notice.user)) {
        const auto id = jobs::JobId::fresh();
        const Notification record{.id = id.str(), .user = notice.user, .kind = notice.kind, .channel = std::string(channels::push)};
        if (!add_notification(tx, notice.org, record, std::exchange(once, ""))) return;
        jobs::enqueue(tx, {.id = id, .org = notice.org, .kind = std::string(push_job),
                           .payload = json::write(PushOrder{notice.user.str(), to.id, notice.title, notice.text, notice.path}), .trace = notice.trace});
    }
}

void add_pushes(jobs::Jobs& jobs, Notices& notices) {
    jobs.add({.name = std::string(push_job), .run = [&notices](jobs::Job job) { return deliver_push(notices, std::move(job)); }, .deadline = patience, .at_once = at_once});
    fail_with_dead_letters(jobs, push_job);
}

}  // namespace notices
