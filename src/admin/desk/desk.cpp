#include "admin/desk.hpp"

#include "admin/desk/health.hpp"
#include "admin/desk/replica.hpp"
#include "admin/desk/state.hpp"
#include "admin/sql.gen.hpp"
#include "models/costs.hpp"

namespace admin {

using namespace std::chrono_literals;

namespace {
constexpr auto fresh = 5s, counting = 3s;

// A count of everything may take long where there is much; then the rest is shown without it.
std::optional<std::vector<Number>> count(Desk::State& state, const OrgId& org, timing::Micros now) {
    const std::vector<db::Value> values{db::to_value(org), now - 7 * timing::a_day, now / timing::a_day * timing::a_day};
    try {
        std::vector<Number> numbers;
        for (const auto row : state.reader->read(sql::desk_numbers, values, {.time = counting}))
            numbers.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3)});
        return numbers;
    } catch (const Error& error) {
        if (error.code != ErrorCode::timeout) throw;
        return std::nullopt;
    }
}

Signs signs_of(const db::Rows& rows) {
    Signs signs;
    for (const auto row : rows) signs[row.text(0)] = row.optional_integer(1);
    return signs;
}

void append(std::vector<Part>& parts, std::vector<Part> more) { parts.insert(parts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

Task<std::vector<Part>> look_at_parts(Desk::State& state, OrgId org, timing::Micros now) {
    const bool well = co_await state.database.healthy();
    std::vector<Part> parts{{"database", well ? Condition::ok : Condition::down, well ? "answers, and is migrated" : "does not answer, or is not migrated"}};
    parts.push_back(model_part(state.models, models::Alias::tutor, "model: tutor"));
    parts.push_back(model_part(state.models, models::Alias::moderator, "model: moderator"));
    parts.push_back(model_part(state.models, models::Alias::embedder, "model: embedder"));
    const auto signs = signs_of(co_await state.database.read(sql::desk_signs, org, now - 3'600'000'000));
    append(parts, parts_of(signs, now));
    parts.push_back(mail_part(signs, state.config.mails));
    if (org != state.home) co_return parts;
    append(parts, shared_parts(signs, now, state.config.makes_backups));
    parts.push_back(replica_part(co_await look_at_replica(state)));
    parts.push_back(disk_part(state.config.data));
    parts.push_back(traces_part(state.traces ? state.traces() : std::nullopt));
    co_return parts;
}

Task<double> spent_today(db::Database& database, OrgId org, timing::Micros now) {
    double usd = 0;
    for (const auto& cost : co_await models::costs_since(database, org, now / timing::a_day)) usd += cost.usd;
    co_return usd;
}

std::optional<Overview> remembered(Desk::State& state, const OrgId& org) {
    const std::lock_guard lock(state.mutex);
    const auto found = state.seen.find(org.str());
    if (found == state.seen.end() || found->second.until < std::chrono::steady_clock::now()) return std::nullopt;
    return found->second.overview;
}
}  // namespace

Desk::Desk(db::Database& database, db::Config config, models::Models& models, OrgId home, DeskConfig desk)
    : state_(new State{database, db::open_bounded_reader(config, desk.data), models, std::move(home), std::move(desk)}) {}
Desk::~Desk() = default;
void Desk::watch(db::Database& replica) { state_->replica = &replica; }
void Desk::traces_by(std::function<std::optional<client::FeedAccount>()> account) { state_->traces = std::move(account); }
void Desk::close() { state_->one.close(); }

Task<Overview> Desk::overview(OrgId org) {
    if (auto known = remembered(*state_, org)) co_return std::move(*known);
    const auto now = timing::now();
    Overview overview;
    overview.numbers = co_await state_->one.run([&state = *state_, &org, now] { return count(state, org, now); });
    overview.parts = co_await look_at_parts(*state_, org, now);
    for (const auto row : co_await state_->database.read(sql::desk_queues, org)) overview.queues.push_back({row.text(0), row.integer(1)});
    overview.spent_today_usd = co_await spent_today(state_->database, org, now);
    const std::lock_guard lock(state_->mutex);
    state_->seen[org.str()] = {overview, timing::in(fresh)};
    co_return overview;
}

}  // namespace admin
