#pragma once
#include <vector>

#include "platform/jobs/jobs.hpp"
#include "platform/jobs/scheduler.hpp"
#include "platform/jobs/worker.hpp"

namespace jobs {

struct Jobs::State {
    State(db::Database& database, boost::asio::any_io_executor executor, client::Client& outward, OrgId home, Config config);

    db::Database& database;
    const OrgId home;
    const Config config;
    std::vector<Burial> listeners;
    Witness witness;  // set when routes are mounted
    Worker worker;
    Scheduler scheduler;

    void bury(db::Transaction& tx, const DeadLetter& letter) const;
    Task<void> forget();
};

}  // namespace jobs
