#include "tutor/turns/turn_log.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <algorithm>
#include <map>

#include "platform/error.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

template <class Enum>
Enum named(const std::string& text) {
    Enum value{};
    if (!boost::describe::enum_from_string(text.c_str(), value)) throw Error(ErrorCode::internal, "unknown word in turns: " + text);
    return value;
}

Turn turn_from(const db::Row& row) {
    Turn turn;
    turn.org = row.id<OrgId>(0);
    turn.id = row.id<TurnId>(1);
    turn.user = row.id<UserId>(2);
    turn.kind = named<TurnKind>(row.text(3));
    turn.state = named<TurnState>(row.text(4));
    turn.title = row.text(5);
    turn.course = row.id<library::CourseId>(6);
    if (!row.is_null(7)) turn.conversation = row.id<ConversationId>(7);
    turn.subject = row.text(8);
    turn.holder = row.text(9);
    turn.epoch = row.integer(10);
    turn.lease_until = row.integer(11);
    turn.stalls = row.integer(12);
    turn.seq = row.integer(13);
    turn.created_at = row.integer(14);
    return turn;
}

std::optional<timing::Micros> end_time(TurnState state) {
    return state == TurnState::running ? std::nullopt : std::optional(timing::now());
}

// Stores one event under a number that was just taken.
std::vector<Event> store(db::Transaction& tx, const OrgId& org, const TurnId& id, const Draft& draft, std::int64_t seq) {
    tx.run(sql::insert_event, org, id, seq, draft.kind, draft.payload, timing::now());
    return {{seq, draft.kind, draft.payload}};
}

std::string to_json(const std::vector<Draft>& drafts) {
    boost::json::array array;
    for (const auto& draft : drafts) array.push_back(boost::json::array{draft.kind, draft.payload});
    return boost::json::serialize(array);
}

// What the producer writes at once, with the state that the turn has after it.
struct Step {
    Lease lease;
    std::vector<Draft> drafts;
    TurnState state = TurnState::running;
    timing::Micros lease_end = 0;

    // The parameters of append_events; the first nine are those of advance_held.
    std::vector<db::Value> values() const {
        return {db::to_value(lease.org), db::to_value(lease.turn), db::to_value(lease.holder), db::to_value(lease.epoch), db::to_value(drafts.size()),
                db::to_value(std::ranges::count(drafts, "delta", &Draft::kind)), db::to_value(lease_end), db::to_value(to_string(state)),
                db::to_value(end_time(state)), db::to_value(to_json(drafts)), db::to_value(timing::now())};
    }
    // Of what append_events stored: numbered in their order. None when the lease was no longer valid.
    std::vector<Event> events(const db::Rows& numbers) const {
        if (numbers.size() != drafts.size()) return {};
        std::int64_t seq = numbers[0].integer(0);
        for (std::size_t i = 1; i < numbers.size(); ++i) seq = std::min(seq, numbers[i].integer(0));
        std::vector<Event> events;
        for (const auto& draft : drafts) events.push_back({seq++, draft.kind, draft.payload});
        return events;
    }
};

std::vector<Event> append_in(db::Transaction& tx, const Step& step) {
    const auto values = step.values();
    if (tx.engine() == db::Engine::sqlite && tx.execute(sql::advance_held, values).empty()) return {};
    return step.events(tx.execute(sql::append_events, values));
}

// PostgreSQL puts single statements of many callers into one commit, SQLite whole transactions.
Task<std::vector<Event>> append_alone(db::Database& database, Step step) {
    co_return step.events(co_await database.write_rows(sql::append_events, step.values()));
}

void tell_change(db::Transaction& tx, const TurnLog::Changed& changed, const OrgId& org, const TurnId& id) {
    if (!changed) return;
    const auto rows = tx.run(sql::find_turn, org, id);
    changed(tx, turn_from(rows[0]));
}

Task<std::vector<Event>> append_with(db::Database& database, Step step, TurnLog::Also also, TurnLog::Changed changed) {
    co_return co_await database.transact([step = std::move(step), also = std::move(also), changed = std::move(changed)](db::Transaction& tx) {
        auto written = append_in(tx, step);
        if (written.empty()) return written;
        if (also) also(tx);
        if (step.state != TurnState::running) tell_change(tx, changed, step.lease.org, step.lease.turn);
        return written;
    });
}

}  // namespace

TurnLog::TurnLog(db::Database& database, bus::Signal& signal, std::string holder, std::chrono::seconds lease, Changed changed)
    : database_(database), signal_(signal), holder_(std::move(holder)), lease_(lease), changed_(std::move(changed)) {}

timing::Micros TurnLog::lease_end() const { return timing::now() + lease_.count(); }

Task<Lease> TurnLog::open(Turn turn, Also also) {
    Lease lease{turn.org, turn.id, holder_, 1};
    co_await database_.transact([turn = std::move(turn), also = std::move(also), holder = holder_, until = lease_end()](db::Transaction& tx) {
        tx.run(sql::insert_turn, turn.org, turn.id, turn.user, to_string(turn.kind), turn.title, turn.course, turn.conversation,
               turn.subject, holder, until, turn.created_at);
        if (also) also(tx);
    });
    co_return lease;
}

Task<std::optional<Turn>> TurnLog::find(OrgId org, TurnId id) {
    const auto rows = co_await database_.read(sql::find_turn, org, id);
    if (rows.empty()) co_return std::nullopt;
    co_return turn_from(rows[0]);
}

Task<std::vector<Event>> TurnLog::events_after(OrgId org, TurnId id, std::int64_t seq, int limit) {
    const auto rows = co_await database_.read(sql::events_after, org, id, seq, limit);
    std::vector<Event> events;
    for (const auto& row : rows) events.push_back({row.integer(0), row.text(1), row.text(2)});
    co_return events;
}

Task<std::vector<Event>> TurnLog::all_events(OrgId org, TurnId id) {
    return events_after(std::move(org), std::move(id), 0, 1'000'000);
}

Task<bool> TurnLog::append(Lease lease, std::vector<Draft> drafts, TurnState state, Also also) {
    const auto id = lease.turn;
    Step step{std::move(lease), std::move(drafts), state, lease_end()};
    const bool alone = !also && state == TurnState::running && database_.engine() == db::Engine::postgres;
    auto events = co_await (alone ? append_alone(database_, std::move(step)) : append_with(database_, std::move(step), std::move(also), changed_));
    const bool written = !events.empty();
    if (written) co_await tell(id, std::move(events));
    co_return written;
}

Task<bool> TurnLog::append_beside(OrgId org, TurnId id, Draft event, TurnState state) {
    auto events = co_await database_.transact([org, id, event = std::move(event), state, changed = changed_](db::Transaction& tx) -> std::vector<Event> {
        const auto head = tx.run(sql::advance_running, org, id, to_string(state), end_time(state));
        if (head.empty()) return {};
        if (state != TurnState::running) tell_change(tx, changed, org, id);
        return store(tx, org, id, event, head[0].integer(0));
    });
    const bool written = !events.empty();
    if (written) co_await tell(id, std::move(events));
    co_return written;
}

Task<std::optional<Lease>> TurnLog::reopen(OrgId org, TurnId id, Draft first) {
    struct Reopened {
        std::int64_t epoch = 0;
        std::vector<Event> events;
    };
    auto reopened = co_await database_.transact(
        [org, id, first = std::move(first), holder = holder_, until = lease_end(), changed = changed_](db::Transaction& tx) -> Reopened {
            const auto head = tx.run(sql::continue_turn, org, id, holder, until);
            if (head.empty()) return {};
            tell_change(tx, changed, org, id);
            return {head[0].integer(1), store(tx, org, id, first, head[0].integer(0))};
        });
    if (reopened.events.empty()) co_return std::nullopt;
    co_await tell(id, std::move(reopened.events));
    co_return Lease{org, id, holder_, reopened.epoch};
}

Task<std::vector<Turn>> TurnLog::running() {
    const auto rows = co_await database_.read(sql::running_turns);
    std::vector<Turn> turns;
    for (const auto& row : rows) turns.push_back(turn_from(row));
    co_return turns;
}

Task<std::optional<Lease>> TurnLog::claim(const Turn& turn) {
    Lease lease{turn.org, turn.id, holder_, turn.epoch + 1};
    const auto claimed = co_await database_.write(sql::claim_turn, turn.org, turn.id, turn.holder, turn.epoch, holder_, lease_end());
    if (claimed.affected() != 1) co_return std::nullopt;
    co_return lease;
}

Task<void> TurnLog::renew() { co_await database_.write(sql::renew_leases, holder_, lease_end()); }

void TurnLog::release_now() { database_.run_now(sql::release_leases, {holder_}); }

Task<void> TurnLog::tell(TurnId id, std::vector<Event> events) {
    if (const auto tail = tails_.find(id); tail && tail->push(events) == Tail::Fit::gap) co_await refresh(tail);
    signal_.notify(id.str());
}

Task<void> TurnLog::refresh(std::shared_ptr<Tail> tail) {
    const auto events = co_await events_after(tail->org(), tail->turn(), tail->last(), 1'000);
    if (events.empty()) co_return;
    tail->push_rows(events);
    signal_.notify(tail->turn().str());
}

Task<void> TurnLog::poll(std::function<bool(const TurnId&)> written_here) {
    std::map<OrgId, std::vector<std::shared_ptr<Tail>>> elsewhere;
    for (auto& tail : tails_.all())
        if (!written_here(tail->turn())) elsewhere[tail->org()].push_back(tail);
    for (auto& [org, tails] : elsewhere) co_await poll_org(org, tails);
}

Task<void> TurnLog::poll_org(OrgId org, std::vector<std::shared_ptr<Tail>> tails) {
    boost::json::array ids;
    for (const auto& tail : tails) ids.emplace_back(tail->turn().str());
    const auto heads = co_await database_.read(sql::turn_heads, org, boost::json::serialize(ids));
    std::map<std::string, std::int64_t> newest;
    for (const auto& row : heads) newest[row.text(0)] = row.integer(1);
    for (auto& tail : tails)
        if (newest[tail->turn().str()] > tail->last()) co_await refresh(tail);
}

Task<void> TurnLog::drop_deltas(timing::Micros before) {
    const auto turns = co_await database_.read(sql::turns_with_old_deltas, before);
    for (const auto& row : turns) {
        const auto org = row.id<OrgId>(0);
        const auto id = row.id<TurnId>(1);
        co_await database_.transact([org, id](db::Transaction& tx) {
            if (tx.run(sql::forget_deltas, org, id).affected() == 1) tx.run(sql::drop_old_deltas, org, id);
        });
    }
}

}  // namespace tutor
