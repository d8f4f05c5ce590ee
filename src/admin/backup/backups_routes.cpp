#include <numeric>
#include <ranges>

#include "admin/backup/desk_state.hpp"
#include "admin/sql.gen.hpp"
#include "identity/audit.hpp"
#include "platform/clock/clock.hpp"

namespace admin {

struct BackupJson {
    std::string name, made_at, engine, version;
    std::int64_t bytes = 0, rows = 0, tables = 0;
    std::optional<std::string> checked_at;  // when it was verified last
    std::optional<bool> whole;
    std::optional<std::string> flaw;
};
BOOST_DESCRIBE_STRUCT(BackupJson, (), (name, made_at, engine, version, bytes, rows, tables, checked_at, whole, flaw))

struct WorkJson {
    std::string kind, state, at;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(WorkJson, (), (kind, state, at, reason))

struct BackupsJson {
    std::optional<std::string> schedule;
    std::vector<BackupJson> backups;  // newest first, as all
    std::vector<WorkJson> work;
};
BOOST_DESCRIBE_STRUCT(BackupsJson, (), (schedule, backups, work))

struct JobJson {
    std::string job;
};
BOOST_DESCRIBE_STRUCT(JobJson, (), (job))

namespace {
using State = BackupDesk::State;

void need_home(const State& state, const http::Caller& caller) {
    if (caller.org != state.home) throw Error(ErrorCode::forbidden, "Backups belong to the installation's own organisation.");
}

BackupJson backup_json(const Backup& backup) {
    const auto rows = std::views::values(backup.rows);
    return {.name = backup.name, .made_at = backup.made_at, .engine = backup.engine, .version = backup.version, .bytes = backup.bytes,
            .rows = std::accumulate(rows.begin(), rows.end(), std::int64_t{0}), .tables = static_cast<std::int64_t>(backup.rows.size())};
}

void add_check(std::vector<BackupJson>& backups, const db::Row& check) {
    const auto found = std::ranges::find(backups, check.text(0), &BackupJson::name);
    if (found == backups.end()) return;
    found->checked_at = timing::to_rfc3339(check.integer(1));
    found->whole = check.integer(2) != 0;
    if (!*found->whole) found->flaw = check.text(3);
}

Task<BackupsJson> list(State& state, const http::Caller& caller) {
    need_home(state, caller);
    BackupsJson reply;
    if (!state.schedule.empty()) reply.schedule = state.schedule;
    const auto kept = co_await state.looking.run([&state] { return state.backups.list(); });
    for (const Backup& backup : kept) reply.backups.push_back(backup_json(backup));
    for (const auto check : co_await state.database.read(sql::find_backup_checks, state.home)) add_check(reply.backups, check);
    for (const auto work : co_await state.database.read(sql::recent_backup_work, state.home))
        reply.work.push_back({work.text(0), work.text(1), timing::to_rfc3339(work.integer(2)), work.optional_text(3)});
    co_return reply;
}

using Enqueue = void(db::Transaction& tx, const jobs::NewJob& job);

Task<http::Answer<JobJson>> enqueue(State& state, jobs::NewJob job, identity::Act act, Enqueue* into) {
    job.id = jobs::JobId::fresh();
    co_await state.database.transact([job, act, into](db::Transaction& tx) {
        into(tx, job);
        identity::record(tx, act);
    });
    co_return http::Answer<JobJson>{.body = {job.id.str()}, .status = 202};
}

// One after the other would only be twice the same.
void enqueue_first(db::Transaction& tx, const jobs::NewJob& job) {
    if (!tx.run(sql::open_backup_work, job.org).empty()) throw Error(ErrorCode::conflict, "A backup is being made already, or waits to be tried again.");
    jobs::enqueue(tx, job);
}

Task<http::Answer<JobJson>> make(State& state, const http::Caller& caller) {
    need_home(state, caller);
    return enqueue(state, {.org = state.home, .kind = std::string(make_kind), .trace = caller.trace}, identity::act_of(caller, "backup.make", "backup"), enqueue_first);
}

Task<http::Answer<JobJson>> verify(State& state, const http::Caller& caller, std::string name) {
    need_home(state, caller);
    const auto kept = co_await state.looking.run([&state] { return state.backups.list(); });
    if (std::ranges::find(kept, name, &Backup::name) == kept.end()) throw Error(ErrorCode::not_found, "There is no backup of this name.");
    jobs::NewJob job{.org = state.home, .kind = std::string(verify_kind), .payload = json::write(VerifyPayload{name}), .trace = caller.trace};
    co_return co_await enqueue(state, std::move(job), identity::act_of(caller, "backup.verify", "backup", name), [](db::Transaction& tx, const jobs::NewJob& job) { jobs::enqueue(tx, job); });
}
}  // namespace

void mount(http::Router& router, BackupDesk& desk) {
    auto& state = desk.state();
    router.get("/v1/admin/backups", {.role = http::Role::admin, .summary = "Backups, whether they were found whole, and the last work on them"},
               [&state](const http::Caller& caller, const http::Request&) { return list(state, caller); });
    router.post("/v1/admin/backups", {.role = http::Role::admin, .summary = "Has a backup made"},
                [&state](const http::Caller& caller, const http::Request&) { return make(state, caller); });
    router.post("/v1/admin/backups/{name}/verify", {.role = http::Role::admin, .summary = "Has a backup loaded apart and counted"},
                [&state](const http::Caller& caller, const http::Request& request) { return verify(state, caller, std::string(request.path_value("name"))); });
}

}  // namespace admin
