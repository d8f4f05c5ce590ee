#pragma once
#include <string>
#include <vector>

#include "lrs/forwarding/courier.hpp"
#include "lrs/jobs/jobs.hpp"
#include "lrs/privacy/permits.hpp"

namespace lrs {

// What all rounds of one process share.
struct Rounds {
    db::Database& database;
    identity::Vault& vault;
    Courier& courier;
    std::string process;                // whose lease it is
    std::string home_page;              // names this store in voiding statements
    Movers::Permits permits = {};
};

// One process's turn with one target: holds its lease and sends what is due in order, until nothing is left, the target fails, or
// the lease, the cursor or the target is taken away. The cursor moves after each answer, so a process that dies has at most one
// request sent again.
class Round {
public:
    Round(Rounds shared, OrgId org, std::string id)
        : shared_(std::move(shared)), org_(std::move(org)), id_(std::move(id)), permission_(shared_.permits, org_, server_of(shared_.home_page)) {}
    Task<void> run();

private:
    Task<bool> claim();
    Task<bool> take_secret();
    Task<bool> send_notices();
    Task<bool> send_dead_letters();
    Task<bool> send_page();
    Task<std::size_t> drop_unwanted(std::vector<Outgoing>& statements, std::size_t from, std::size_t size);
    Task<bool> send_in_chunks(std::vector<Outgoing> statements);
    Task<bool> judge(const Verdict& verdict);
    Task<void> bury(const Outgoing& statement, const Verdict& verdict);
    Task<bool> move(timing::Micros cursor, std::size_t delivered);
    Task<void> delay(const Verdict& verdict);
    static timing::Micros lease_end() { return timing::now() + job_lease; }

    Rounds shared_;
    OrgId org_;
    std::string id_;
    Permission permission_;
    Forward forward_;
    bool caught_up_ = false;
};

// How long a target rests after failures in a row; the last of a few rests longer, as a circuit breaker does.
std::chrono::milliseconds rest_after(std::int64_t failures, std::optional<std::chrono::milliseconds> asked);

}  // namespace lrs
