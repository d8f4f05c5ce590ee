#pragma once
#include <memory>

#include "admin/backups.hpp"
#include "platform/http/router.hpp"

namespace admin {

// Backups for administrators of the installation's own organisation (`home`): listed, and made and verified by jobs (`admin.make_backup`, `admin.verify_backup`),
// since both may take minutes. All arguments outlive it.
class BackupDesk {
public:
    // Before jobs.start(): adds the kinds. The jobs run on `background`.
    BackupDesk(db::Database& database, Backups& backups, jobs::Jobs& jobs, pool::Pool& background, OrgId home, const BackupConfig& config);
    ~BackupDesk();
    // Waits for a listing that runs; while the event loops of those who wait for it still exist.
    void close();

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// GET and POST /v1/admin/backups, POST /v1/admin/backups/{name}/verify
void mount(http::Router& router, BackupDesk& desk);

}  // namespace admin
