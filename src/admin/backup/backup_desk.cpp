#include "admin/backup_desk.hpp"

#include "admin/backup/desk_state.hpp"
#include "admin/sql.gen.hpp"
#include "platform/clock/clock.hpp"

namespace admin {

namespace {
using namespace std::chrono_literals;

// "" when it is whole. What is wrong with a backup is a finding and no failure of the job.
std::string flaw_of(Backups& backups, const std::string& name, const std::stop_token& stop) {
    try {
        backups.verify(name, stop);
        return "";
    } catch (const Error& error) {
        if (error.code != ErrorCode::invalid && error.code != ErrorCode::not_found) throw;
        return error.detail;
    }
}

Task<void> verify_one(BackupDesk::State& state, jobs::Job job) {
    const auto name = job.read<VerifyPayload>().name;
    const auto flaw = co_await state.background.run([&state, &name, &stop = job.stop] { return flaw_of(state.backups, name, stop); });
    co_await state.database.write(sql::keep_backup_check, state.home, name, timing::now(), flaw.empty(), flaw);
}
}  // namespace

BackupDesk::BackupDesk(db::Database& database, Backups& backups, jobs::Jobs& jobs, pool::Pool& background, OrgId home, const BackupConfig& config)
    : state_(new State{database, backups, jobs, background, std::move(home), config.to.empty() ? "" : config.at}) {
    auto& state = *state_;
    jobs.add({.name = std::string(make_kind), .run = [&state](jobs::Job job) { return make_one(state.backups, state.background, job.stop); }, .deadline = 6h, .at_once = 1});
    jobs.add({.name = std::string(verify_kind), .run = [&state](jobs::Job job) { return verify_one(state, std::move(job)); }, .deadline = 6h, .at_once = 1});
}
BackupDesk::~BackupDesk() = default;
void BackupDesk::close() { state_->looking.close(); }

}  // namespace admin
