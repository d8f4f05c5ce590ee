#include "admin/desk/state.hpp"
#include "admin/live/cursor.hpp"
#include "admin/sql.gen.hpp"
#include "platform/clock/pause.hpp"

namespace admin {

struct LiveJson {
    std::string at, id, what;
};
BOOST_DESCRIBE_STRUCT(LiveJson, (), (at, id, what))

namespace {
using namespace std::chrono_literals;

constexpr auto look_every = 1s;
constexpr auto longest = 15min;  // then the viewer comes again, and is asked again who they are
// What a transaction that is still open may yet write is not looked at: an event before the last one seen would be lost.
constexpr timing::Micros settled = 1'000'000, history = 3'600'000'000;

class LiveEvents final : public http::Stream {
public:
    LiveEvents(Desk::State& state, OrgId org, Cursor after) : state_(state), seat_(state.seats, org), org_(std::move(org)), after_(std::move(after)) {}

    Task<std::optional<std::string>> next(timing::Deadline until) override {
        if (std::chrono::steady_clock::now() >= end_) co_return std::nullopt;
        for (auto text = co_await look();; text = co_await look()) {
            if (!text.empty() || std::chrono::steady_clock::now() + look_every >= until) co_return text;
            co_await timing::pause(look_every);
        }
    }

private:
    // The rows come newest first, and with those of the moment that was seen last.
    Task<std::string> look() {
        const auto rows = co_await state_.database.read(sql::live_events, org_, after_.at, timing::now() - settled);
        std::string text;
        for (auto i = rows.size(); i-- > 0;) {
            Cursor cursor{rows[i].integer(0), rows[i].text(1), rows[i].text(2)};
            if (cursor <= after_) continue;
            text += http::sse(to_text(cursor), cursor.kind, json::write(LiveJson{timing::to_rfc3339(cursor.at), cursor.id, rows[i].text(3)}));
            after_ = std::move(cursor);
        }
        co_return text;
    }

    Desk::State& state_;
    Seats::Seat seat_;
    OrgId org_;
    Cursor after_;
    timing::Deadline end_ = timing::in(longest);
};
}  // namespace

http::Response live_events(Desk::State& state, const http::Caller& caller, const http::Request& request) {
    const auto known = cursor_of(request.header("Last-Event-ID").value_or(""));
    const Cursor beginning{.at = timing::now() - history};
    auto after = known && *known > beginning ? *known : beginning;
    return http::event_stream(std::make_unique<LiveEvents>(state, caller.org, std::move(after)));
}

}  // namespace admin
