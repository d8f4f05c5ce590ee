#include <boost/describe/class.hpp>

#include "identity/accounts/acts.hpp"
#include "identity/privacy/state.hpp"
#include "identity/privacy/takeout_file.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"
#include "platform/jobs/jobs.hpp"

namespace identity {

struct ExportOrder {
    std::string takeout;
};
BOOST_DESCRIBE_STRUCT(ExportOrder, (), (takeout))

namespace {
constexpr std::size_t piece_size = 1 << 20;
constexpr timing::Micros longest_building = std::chrono::microseconds(std::chrono::hours(3)).count();  // all tries; older ones have come to nothing
constexpr int most_failures = 3;  // of jobs::Kind::retries: the next one ends it

timing::Micros hours(int count) { return std::chrono::microseconds(std::chrono::hours(count)).count(); }

Export export_of(const db::Row& row) {
    return {.id = row.text(0), .user = row.id<UserId>(1), .asked_by = row.id<UserId>(2), .state = row.text(3), .asked_at = row.integer(4),
            .expires_at = row.integer(5), .ready_at = row.optional_integer(6), .bytes = row.integer(7)};
}

std::vector<Export> exports_of(const db::Rows& rows) {
    std::vector<Export> found;
    for (const auto row : rows) found.push_back(export_of(row));
    return found;
}

std::string action_of(const http::Caller& caller, const UserId& user, std::string_view what) {
    return std::string(caller.user == user ? "account." : "user.") + std::string(what);
}

// The one that is being built, or a new one in the place of those before.
Export order(db::Transaction& tx, const http::Caller& caller, const UserId& user, int life) {
    if (tx.run(sql::find_user, caller.org, user).empty()) throw Error(ErrorCode::not_found, "Nobody has this id.");
    for (auto& before : exports_of(tx.run(sql::takeouts_asked, caller.org, user, caller.user, timing::now()))) {
        if (before.state == "building" && before.asked_at > timing::now() - longest_building) return before;
        throw_away(tx, caller.org, before.id);
    }
    const auto now = timing::now();
    Export made{.id = new_uuid(), .user = user, .asked_by = caller.user, .state = "building", .asked_at = now, .expires_at = now + hours(life)};
    tx.run(sql::add_takeout, caller.org, made.id, user, caller.user, now, made.expires_at);
    jobs::enqueue(tx, {.org = caller.org, .kind = std::string(privacy_jobs::export_kind), .payload = json::write(ExportOrder{made.id}), .key = made.id,
                       .trace = caller.trace});
    record(tx, act_of(caller, action_of(caller, user, "export"), "user", user.str()));
    return made;
}

Task<std::optional<Export>> find_export(db::Database& database, OrgId org, std::string id) {
    const auto rows = co_await database.read(sql::find_takeout, org, id);
    co_return rows.empty() ? std::nullopt : std::optional(export_of(rows[0]));
}

Task<void> collect(Privacy::State& state, TakeoutFile& file, OrgId org, UserId user) {
    const auto people = co_await state.database.transact([org, user](db::Transaction& tx) {
        const auto rows = tx.run(sql::find_user, org, user);
        const auto role = rows.empty() ? http::Role::learner : role_named(rows[0].text(0)).value_or(http::Role::learner);
        return with_aliases(tx, people_of(org, ids_of(tx, org, user), role));
    });
    for (const auto& part : state.parts) {
        if (!part.take_out) continue;
        file.enter(part.name);
        for (const auto& person : people) co_await part.take_out(file, person);
    }
}

// False when the export was thrown away meanwhile.
Task<bool> keep(db::Database& database, TakeoutFile& file, OrgId org, std::string id) {
    std::int64_t piece = 0;
    for (std::uint64_t at = 0; at < file.size(); at += piece_size) {
        const auto text = file.read(at, piece_size);
        const auto* begin = reinterpret_cast<const std::byte*>(text.data());
        const auto stored = co_await database.write(sql::add_takeout_piece, org, id, piece++, db::Bytes(begin, begin + text.size()));
        if (stored.affected() == 0) co_return false;
    }
    co_return true;
}

Task<void> build(Privacy::State& state, const jobs::Job& job, Export wanted) {
    // What a run before this one left.
    co_await state.database.write(sql::delete_takeout_pieces, job.org, wanted.id);
    TakeoutFile file(state.spool());
    co_await collect(state, file, job.org, wanted.user);
    co_await state.background.run([&file] { file.finish(); });
    if (!co_await keep(state.database, file, job.org, wanted.id)) {
        // Thrown away meanwhile, perhaps while the last piece was on its way.
        co_await state.database.write(sql::delete_takeout_pieces, job.org, wanted.id);
        co_return;
    }
    const auto size = static_cast<std::int64_t>(file.size());
    co_await state.database.transact([job, wanted, size, life = state.config.export_hours](db::Transaction& tx) {
        const auto now = timing::now();
        const bool there = tx.run(sql::end_takeout, job.org, wanted.id, "ready", now, size, now + hours(life)).affected() > 0;
        if (!there) tx.run(sql::delete_takeout_pieces, job.org, wanted.id);
    });
}

class ExportStream final : public http::Stream {
public:
    ExportStream(db::Database& database, OrgId org, std::string id) : database_(database), org_(std::move(org)), id_(std::move(id)) {}
    Task<std::optional<std::string>> next(timing::Deadline) override {
        const auto rows = co_await database_.read(sql::find_takeout_piece, org_, id_, piece_++);
        if (rows.empty()) co_return std::nullopt;
        const auto& bytes = rows[0].bytes(0);
        co_return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }

private:
    db::Database& database_;
    OrgId org_;
    std::string id_;
    std::int64_t piece_ = 0;
};
}  // namespace

void throw_away(db::Transaction& tx, const OrgId& org, const std::string& takeout) {
    tx.run(sql::delete_takeout_pieces, org, takeout);
    tx.run(sql::delete_takeout, org, takeout);
}

Task<void> build_export(Privacy::State& state, jobs::Job job) {
    const auto wanted = co_await find_export(state.database, job.org, job.read<ExportOrder>().takeout);
    if (!wanted || wanted->state != "building") co_return;
    std::exception_ptr failure;
    try {
        co_await build(state, job, *wanted);
    } catch (...) {
        failure = std::current_exception();
    }
    if (!failure) co_return;
    if (job.failures >= most_failures) co_await state.database.write(sql::end_takeout, job.org, wanted->id, "failed", timing::now(), 0, wanted->expires_at);
    std::rethrow_exception(failure);
}

Task<void> forget_old_exports(Privacy::State& state) {
    for (const auto row : co_await state.database.read(sql::takeouts_past, timing::now()))
        co_await state.database.transact([org = row.id<OrgId>(0), id = row.text(1)](db::Transaction& tx) { throw_away(tx, org, id); });
}

Task<Export> Privacy::ask_export(http::Caller caller, UserId user) {
    co_return co_await state_->database.transact(
        [caller, user, life = state_->config.export_hours](db::Transaction& tx) { return order(tx, caller, user, life); });
}

Task<std::vector<Export>> Privacy::exports(http::Caller caller, UserId user) {
    co_return exports_of(co_await state_->database.read(sql::takeouts_asked, caller.org, user, caller.user, timing::now()));
}

Task<http::Response> Privacy::fetch_export(http::Caller caller, UserId user, std::string id) {
    const auto found = co_await find_export(state_->database, caller.org, id);
    const bool theirs = found && found->user == user && found->asked_by == caller.user;
    if (!theirs || found->state != "ready" || found->expires_at <= timing::now()) throw Error(ErrorCode::not_found, "There is no such export, or not any more.");
    co_await record(state_->database, act_of(caller, action_of(caller, user, "fetch_export"), "user", user.str()));
    http::Response response;
    response.with("Content-Type", "application/zip").with("Content-Disposition", "attachment; filename=\"omnitutor-export.zip\"").with("Cache-Control", "no-store");
    response.stream = std::make_unique<ExportStream>(state_->database, caller.org, std::move(id));
    co_return response;
}

}  // namespace identity
