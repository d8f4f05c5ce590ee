#include <fmt/format.h>

#include "platform/http/router.hpp"
#include "platform/jobs/state.hpp"
#include "platform/sql.gen.hpp"

namespace jobs {

namespace sql = platform::sql;

namespace {
using http::Caller;
using http::Request;
using timing::to_rfc3339;

constexpr int most_recent = 50, most_dead = 100, most_history = 20;

struct KindJson {
    std::string kind;
    std::int64_t waiting = 0, ready = 0, running = 0, done = 0, dead = 0, discarded = 0;
};
BOOST_DESCRIBE_STRUCT(KindJson, (), (kind, waiting, ready, running, done, dead, discarded))

struct JobJson {
    std::string id, kind, key, state;
    std::int64_t priority = 0;
    std::string run_at, made_at;
    std::int64_t runs = 0, failures = 0;
    std::optional<std::string> started_at, ended_at, reason;
};
BOOST_DESCRIBE_STRUCT(JobJson, (), (id, kind, key, state, priority, run_at, made_at, runs, failures, started_at, ended_at, reason))

struct JobsJson {
    std::vector<KindJson> kinds;
    std::vector<JobJson> recent;
};
BOOST_DESCRIBE_STRUCT(JobsJson, (), (kinds, recent))

struct DeadJson {
    std::vector<JobJson> dead;
    std::optional<std::string> before;
};
BOOST_DESCRIBE_STRUCT(DeadJson, (), (dead, before))

struct StateJson {
    std::string state;
};
BOOST_DESCRIBE_STRUCT(StateJson, (), (state))

struct SlotJson {
    std::string slot, cause, made_at;
    std::optional<std::string> state, started_at, ended_at, reason;
};
BOOST_DESCRIBE_STRUCT(SlotJson, (), (slot, cause, made_at, state, started_at, ended_at, reason))

struct ScheduleJson {
    std::string name, cron, zone, missed, next_at;
    std::vector<SlotJson> history;  // newest first
};
BOOST_DESCRIBE_STRUCT(ScheduleJson, (), (name, cron, zone, missed, next_at, history))

struct SchedulesJson {
    std::vector<ScheduleJson> schedules;
};
BOOST_DESCRIBE_STRUCT(SchedulesJson, (), (schedules))

std::optional<std::string> time_of(std::optional<std::int64_t> at) { return at ? std::optional(to_rfc3339(*at)) : std::nullopt; }

JobJson job_json(const db::Row& row) {
    return {row.text(0),    row.text(1),    row.text(2),    row.text(3), row.integer(4), to_rfc3339(row.integer(5)), to_rfc3339(row.integer(6)), row.integer(7),
            row.integer(8), time_of(row.optional_integer(9)), time_of(row.optional_integer(10)), row.optional_text(11)};
}

std::int64_t& count_of(KindJson& kind, std::string_view state) {
    const std::pair<std::string_view, std::int64_t&> all[] = {{"waiting", kind.waiting}, {"ready", kind.ready}, {"running", kind.running},
                                                              {"done", kind.done},       {"dead", kind.dead},   {"discarded", kind.discarded}};
    for (const auto& [name, count] : all)
        if (name == state) return count;
    throw std::logic_error("a stored state of a job is unknown");
}

std::vector<KindJson> kinds_json(const db::Rows& rows) {
    std::vector<KindJson> kinds;
    for (const auto row : rows) {
        if (kinds.empty() || kinds.back().kind != row.text(0)) kinds.push_back({.kind = row.text(0)});
        count_of(kinds.back(), row.text(1)) = row.integer(2);
    }
    return kinds;
}

Task<JobsJson> list_jobs(db::Database& database, OrgId org) {
    JobsJson reply;
    reply.kinds = kinds_json(co_await database.read(sql::count_jobs, org));
    for (const auto row : co_await database.read(sql::recent_jobs, org, most_recent)) reply.recent.push_back(job_json(row));
    co_return reply;
}

std::string before_of(const Request& request) {
    constexpr std::string_view after_all = "~";
    return std::string(request.parameter("before").value_or(after_all));
}

Task<DeadJson> list_dead(db::Database& database, OrgId org, std::string before) {
    DeadJson reply;
    for (const auto row : co_await database.read(sql::dead_jobs, org, before, most_dead)) reply.dead.push_back(job_json(row));
    if (reply.dead.size() == most_dead) reply.before = reply.dead.back().id;
    co_return reply;
}

// What becomes of a dead job.
struct Deed {
    const db::Query& query;
    std::string_view act, state;
};
constexpr Deed retrying{sql::retry_job, "job.retry", "ready"}, discarding{sql::discard_job, "job.discard", "discarded"};

Task<StateJson> change(Jobs::State& state, const Deed& deed, Caller caller, std::string id) {
    co_await state.database.transact([&state, &deed, caller, id](db::Transaction& tx) {
        if (tx.run(deed.query, caller.org, id, timing::now()).affected() == 0) throw Error(ErrorCode::not_found, "There is no dead job with this id.");
        tx.announce(news);
        state.witness(tx, caller, deed.act, "job", id);
    });
    co_return StateJson{std::string(deed.state)};
}

Task<std::vector<SlotJson>> history(db::Database& database, OrgId org, std::string name) {
    std::vector<SlotJson> slots;
    for (const auto row : co_await database.read(sql::task_history, org, name, most_history))
        slots.push_back({to_rfc3339(row.integer(0)), row.text(1), to_rfc3339(row.integer(2)), row.optional_text(3), time_of(row.optional_integer(4)),
                         time_of(row.optional_integer(5)), row.optional_text(6)});
    co_return slots;
}

// Schedules are the installation's: only administrators of its own organisation see them.
Task<SchedulesJson> list_schedules(Jobs::State& state, OrgId org) {
    SchedulesJson reply;
    if (org != state.home) co_return reply;
    for (const auto& [schedule, cron, zone, next] : state.scheduler.all()) {
        ScheduleJson shown{schedule.name, schedule.cron, schedule.zone, schedule.missed == Missed::each ? "each" : "last",
                           to_rfc3339(cron.next(timing::now(), zone)), {}};
        shown.history = co_await history(state.database, org, schedule.name);
        reply.schedules.push_back(std::move(shown));
    }
    co_return reply;
}

Task<http::Answer<StateJson>> run_schedule(Jobs::State& state, Caller caller, std::string name) {
    const auto beside = [&state, caller, name](db::Transaction& tx) { state.witness(tx, caller, "schedule.run", "schedule", name); };
    if (!co_await state.scheduler.run_now(caller.org, name, beside)) throw Error(ErrorCode::not_found, "There is no schedule with this name.");
    co_return http::Answer<StateJson>{.body = {"ready"}, .status = 202};
}

http::Needs admin(std::string_view summary) { return {.role = http::Role::admin, .summary = summary}; }
std::string id_of(const Request& request) { return std::string(request.path_value("id")); }
}  // namespace

void mount(http::Router& router, Jobs& jobs, Witness witness) {
    auto& state = jobs.state();
    state.witness = std::move(witness);
    auto& database = state.database;
    router.get("/v1/admin/jobs", admin("Jobs by kind and state, and the newest"),
               [&database](const Caller& caller, const Request&) { return list_jobs(database, caller.org); });
    auto dead = admin("Jobs that failed for good, with the reason");
    dead.query = {"before"};
    router.get("/v1/admin/jobs/dead", dead,
               [&database](const Caller& caller, const Request& request) { return list_dead(database, caller.org, before_of(request)); });
    router.post("/v1/admin/jobs/{id}/retry", admin("Runs a dead job again"),
                [&state](const Caller& caller, const Request& request) { return change(state, retrying, caller, id_of(request)); });
    router.post("/v1/admin/jobs/{id}/discard", admin("Takes a dead job off the list"),
                [&state](const Caller& caller, const Request& request) { return change(state, discarding, caller, id_of(request)); });
    router.get("/v1/admin/schedules", admin("What runs by itself, when next, and how it went"),
               [&state](const Caller& caller, const Request&) { return list_schedules(state, caller.org); });
    router.post("/v1/admin/schedules/{name}/run", admin("Runs a schedule now"), [&state](const Caller& caller, const Request& request) {
        return run_schedule(state, caller, std::string(request.path_value("name")));
    });
}

}  // namespace jobs
