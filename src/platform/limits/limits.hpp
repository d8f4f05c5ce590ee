#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/database.hpp"
#include "platform/error.hpp"
#include "platform/http/caller.hpp"

// Token buckets (PLT-7) stored in `rate_buckets`, so that they survive restarts and are shared by processes on one database; in Redis when there is one.
// Without Redis a process takes from a large bucket ahead of need, a twelfth of its capacity at most, so that most decisions are made in memory. What it took
// is good for as long as it would take to refill; a crash loses it to the subject. Nobody gets more than the capacity and that twelfth at once.
namespace limits {

enum class Scope { ip, user, session, org };  // an IPv6 address counts as its /64, which is what one customer has
struct Rule {
    Scope scope = Scope::ip;
    double capacity = 5;                     // tokens when full
    std::chrono::seconds refill{3600};       // from empty to full
    bool anonymous_only = false;
};

// What one customer has of an address: the /64 of an IPv6 address, anything else as it is.
std::string network(const std::string& ip);

using Rules = std::map<std::string, Rule, std::less<>>;
// What is limited when nobody says otherwise.
Rules default_rules();
// Changes capacities: "plan=20,ask=600" (per hour); 0 takes the limit away. Throws Error(invalid) for what it cannot read.
void override_rules(Rules& rules, std::string_view text);

// What is counted of a person is forgotten.
void forget(db::Transaction& tx, const OrgId& org, const UserId& user);

// One object serves all threads.
class Limits {
public:
    // With the URL of a Redis that several processes share. While it is away each bucket goes on in the database, where it may be fuller.
    Limits(db::Database& database, Rules rules, std::string redis_url = "");
    ~Limits();
    void close();  // while the event loops still run
    // Is the Redis that should be there away? Known from the last request that needed it.
    bool without_redis() const;
    // Takes one token. Without one, the refusal to answer with (over_quota), which says when there will be one again: a value, since throwing it would cost
    // a flood more than deciding. An unknown bucket has no limit.
    Task<std::optional<Error>> take(const http::Caller& caller, std::string_view bucket);
    // Deletes buckets that have filled up again, which need not be kept; for a schedule.
    Task<void> forget_full();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace limits
