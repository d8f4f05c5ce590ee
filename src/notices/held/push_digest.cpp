#include <fmt/format.h>

#include "notices/held/held.hpp"
#include "notices/push/push.hpp"
#include "notices/push/subscription.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
constexpr std::string_view held_push_job = "notices.push_held";

struct HeldOrder {
    std::string user;
    timing::Micros due = 0;
};
BOOST_DESCRIBE_STRUCT(HeldOrder, (), (user, due))

// One rings as itself; several as one that lists their titles.
NewNotice gathered(const HeldPlace& place, const std::vector<HeldNotice>& held) {
    const auto& first = held.front();
    if (held.size() == 1) return {.org = place.org, .user = place.user, .kind = first.kind, .title = first.title, .text = first.text, .path = first.path};
    std::string titles;
    for (const auto& one : held) titles += (titles.empty() ? "" : "\n") + one.title;
    return {.org = place.org, .user = place.user, .kind = std::string(digest_kind), .title = fmt::format("{} notices while you were away", held.size()),
            .text = titles, .path = "/account"};
}

Task<void> push_held(Notices& notices, jobs::Job job) {
    const auto order = job.read<HeldOrder>();
    const HeldPlace place{job.org, UserId(order.user), std::string(channels::push), order.due};
    co_await drop_what_is_over(notices, place);
    co_await notices.state().database.transact([job, place](db::Transaction& tx) {
        jobs::finish(tx, job);
        const auto held = take_held(tx, place);
        if (!held.empty()) push_to_browsers(tx, gathered(place, held));
    });
}
}  // namespace

// A job each, so that none counts on one that may be leaving just now; the first takes all that is held, and the others find nothing.
void hold_for_browsers(db::Transaction& tx, const NewNotice& notice, timing::Micros due) {
    if (load_subscriptions(tx, notice.org, notice.user).empty() || !note_held(tx, notice, channels::push)) return;
    hold_notice(tx, {notice.org, notice.user, std::string(channels::push), due}, notice);
    jobs::enqueue(tx, {.org = notice.org, .kind = std::string(held_push_job), .payload = json::write(HeldOrder{notice.user.str(), due}), .run_at = due});
}

void add_held_pushes(jobs::Jobs& jobs, Notices& notices) {
    jobs.add({.name = std::string(held_push_job), .run = [&notices](jobs::Job job) { return push_held(notices, std::move(job)); }});
}

}  // namespace notices
