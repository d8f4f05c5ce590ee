#pragma once
#include <map>
#include <mutex>

#include "admin/desk.hpp"
#include "admin/live/seats.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/bounded_reader.hpp"
#include "platform/pool/pool.hpp"

namespace admin {

struct Desk::State {
    struct Seen {
        Overview overview;
        timing::Deadline until;
    };
    db::Database& database;
    std::unique_ptr<db::BoundedReader> reader;  // on the thread of `one`
    models::Models& models;
    OrgId home;
    DeskConfig config;
    std::mutex mutex;
    std::map<std::string, Seen, std::less<>> seen;  // under the mutex
    db::Database* replica = nullptr;
    std::function<std::optional<client::FeedAccount>()> traces;
    Seats seats{16};  // for viewers of live events
    pool::Pool one{1};
};

// The answer of GET /v1/admin/events. Throws Error(unavailable) when too many look already.
http::Response live_events(Desk::State& state, const http::Caller& caller, const http::Request& request);

// GET /v1/debug/active-agents, /progress, /test-report
void mount_debugging(http::Router& router, Desk& desk);

}  // namespace admin
