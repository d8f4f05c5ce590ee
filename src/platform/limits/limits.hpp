#pragma once
#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "platform/db/database.hpp"
#include "platform/http/caller.hpp"

// Token buckets stored in `rate_buckets`, so they survive restarts and are shared by processes on one database (PLT-7).
namespace limits {

enum class Scope { ip, user, session, org };
struct Rule {
    Scope scope = Scope::ip;
    double capacity = 5;                     // tokens when full
    std::chrono::seconds refill{3600};       // from empty to full
    bool anonymous_only = false;
};

class Limits {
public:
    Limits(db::Database& database, std::map<std::string, Rule, std::less<>> rules);
    // Takes one token or throws Error(over_quota) with the time until the next one. An unknown bucket has no limit.
    Task<void> take(const http::Caller& caller, std::string_view bucket);

private:
    db::Database& database_;
    std::map<std::string, Rule, std::less<>> rules_;
};

}  // namespace limits
