#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "admin/backups.hpp"
#include "models/models.hpp"
#include "platform/client/feed.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace admin {

struct DeskConfig {
    double daily_cap_usd = 50;
    std::string data;        // the directory whose disk is looked at
    bool makes_backups = false;  // on a schedule
    bool mails = false;          // a mail server is set
    std::string test_report;     // the file that ./check writes
};

// How a part of the program is, and why.
enum class Condition { ok, off, worse, down };
BOOST_DESCRIBE_ENUM(Condition, ok, off, worse, down)
struct Part {
    std::string name;
    Condition condition = Condition::ok;
    std::string reason;
};

// So many in all, of the last seven days, of today (UTC).
struct Number {
    std::string name;
    std::int64_t all = 0, week = 0, today = 0;
};
struct Queue {
    std::string name;
    std::int64_t depth = 0;
};
struct Overview {
    std::optional<std::vector<Number>> numbers;  // none when the database took too long to count
    std::vector<Part> parts;
    std::vector<Queue> queues;
    double spent_today_usd = 0;
};

// What an administrator sees first (ADM-1), of the caller's organisation; what the installation shares (disk, schedules, backups) is shown to those of `home` only.
// It reads the tables of the rooms below and writes none. All arguments outlive it.
class Desk {
public:
    Desk(db::Database& database, db::Config config, models::Models& models, OrgId home, DeskConfig desk);
    ~Desk();
    // A replica of the database, by which reports are read; outlives this. Before requests come.
    void watch(db::Database& replica);
    // What became of the spans of traces; nullopt when none are sent anywhere. Before requests come.
    void traces_by(std::function<std::optional<client::FeedAccount>()> account);
    // Waits for the count that runs; while the event loops of those who wait for it still exist.
    void close();
    // At most five seconds old.
    Task<Overview> overview(OrgId org);

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// GET /v1/admin/overview, /v1/admin/costs, /v1/admin/events; /v1/debug/active-agents, /progress, /test-report. `router` is asked for its routes while it serves.
void mount(http::Router& router, Desk& desk);

}  // namespace admin
