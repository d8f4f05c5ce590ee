#include "tutor/turns/turn_watch.hpp"

#include <map>

#include "platform/log/log.hpp"
#include "tutor/turns/holder.hpp"

namespace tutor {
namespace {

using namespace std::chrono_literals;

constexpr auto round_length = 1s;  // how late a watcher learns what another process wrote
const std::string wake_key = "tutor:watch";

class Orphans {
public:
    explicit Orphans(const Room& room) : room_(room) {}

    bool has(const Turn& turn) {
        if (room_.producers->writes(turn.id)) return false;
        return turn.holder == room_.log.holder() || turn.lease_until < timing::now() || dead(turn.holder);
    }

private:
    bool dead(const std::string& holder) {
        const auto [known, fresh] = dead_.try_emplace(holder, false);
        if (fresh) known->second = surely_dead(holder);
        return known->second;
    }

    const Room& room_;
    std::map<std::string, bool> dead_;
};

Task<void> one_round(Room& room, std::int64_t round, std::int64_t rounds_per_lease) {
    if (round % std::max<std::int64_t>(1, rounds_per_lease / 4) == 0) {
        co_await room.log.renew();
        co_await take_over_orphans(room);
    }
    co_await room.log.poll([&room](const TurnId& turn) { return room.producers->writes(turn); });
}

}  // namespace

Task<void> take_over_orphans(Room& room) {
    Orphans orphans(room);
    for (auto& turn : co_await room.log.running())
        if (orphans.has(turn)) co_await room.producers->adopt(turn);
}

void wake_watch(Room& room) { room.signal.notify(wake_key); }

Task<void> watch_over_turns(std::shared_ptr<Room> room) {
    for (std::int64_t round = 0; !room->stopping; ++round) {
        const auto next_round = timing::in(round_length);
        try {
            co_await one_round(*room, round, room->config.lease / round_length);
        } catch (const std::exception& problem) {
            logging::warn("turns.watch_failed", {{"what", std::string(problem.what())}});
        }
        const auto ticket = room->signal.ticket(wake_key);
        if (!room->stopping) co_await room->signal.wait(wake_key, ticket, next_round);
    }
    --room->watches;
}

}  // namespace tutor
