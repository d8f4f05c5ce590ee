#pragma once
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "models/models.hpp"
#include "platform/db/database.hpp"

namespace models {

struct Caps {
    double daily_usd = 50;       // of one organisation, and of all together
    double user_daily_usd = 5;
    bool over_quota = false;     // the operator's switch: as if the cap were reached
};

// What has been spent today (UTC), as sums that are read again after `freshness` and kept current in between. Any thread.
// A call under way holds its worst case, so that many calls at once cannot overrun a cap together.
class Budget {
public:
    Budget(db::Database& database, Caps caps) : database_(database), caps_(caps) {}

    Task<bool> exhausted(OrgId org, UserId user);
    // From the sums as last read, without an organisation in mind.
    bool exhausted_overall() const;

    class Hold {
    public:
        Hold(Budget& budget, OrgId org, UserId user, double usd);
        ~Hold();
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
        void settle(double usd);  // what it really cost

    private:
        Budget& budget_;
        OrgId org_;
        UserId user_;
        double usd_;
    };

private:
    struct Sum {
        double spent = 0;
        double held = 0;
        double total() const { return spent + held; }
    };
    bool reached(const OrgId& org, const UserId& user) const;  // under the mutex
    void add(const OrgId& org, const UserId& user, double spent, double held);
    Task<void> read_again(OrgId org, UserId user);

    db::Database& database_;
    Caps caps_;
    mutable std::mutex mutex_;
    Sum overall_;
    std::map<std::string, Sum, std::less<>> orgs_;
    std::map<std::pair<std::string, std::string>, Sum> users_;
    std::map<std::pair<std::string, std::string>, timing::Deadline> read_at_;
};

std::chrono::milliseconds until_next_day();

}  // namespace models
