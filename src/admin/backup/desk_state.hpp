#pragma once
#include "admin/backup_desk.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pool/pool.hpp"

namespace admin {

inline constexpr std::string_view make_kind = "admin.make_backup", verify_kind = "admin.verify_backup";

// Of a job, whose stop it takes.
Task<void> make_one(Backups& backups, pool::Pool& background, std::stop_token stop);

struct VerifyPayload {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(VerifyPayload, (), (name))

struct BackupDesk::State {
    db::Database& database;
    Backups& backups;
    jobs::Jobs& jobs;
    pool::Pool& background;
    OrgId home;
    std::string schedule;  // when one is made by itself; "": never
    pool::Pool looking{1};
};

}  // namespace admin
