#include "admin/desk/replica.hpp"

#include "admin/desk/state.hpp"
#include "admin/sql.gen.hpp"
#include "platform/clock/pause.hpp"

namespace admin {

namespace {
using namespace std::chrono_literals;

Task<ReplicaSigns> compare(db::Database& database, db::Database& replica) {
    const auto place = (co_await database.read(sql::wal_place))[0].text(0);
    ReplicaSigns signs{.answers = true};
    for (const auto until = timing::in(1s);;) {
        const auto reached = co_await replica.read(sql::wal_reached, place);
        signs.keeps_up = reached[0].integer(0) != 0;
        signs.written_until = reached[0].optional_integer(1);
        if (signs.keeps_up || std::chrono::steady_clock::now() > until) co_return signs;
        co_await timing::pause(100ms);
    }
}
}  // namespace

Task<std::optional<ReplicaSigns>> look_at_replica(Desk::State& state) {
    if (!state.replica) co_return std::nullopt;
    if (!co_await state.replica->healthy()) co_return ReplicaSigns{};
    try {
        co_return co_await compare(state.database, *state.replica);
    } catch (const Error&) {
        co_return ReplicaSigns{};  // it went away just now
    }
}

}  // namespace admin
