#include "models/runs/budget.hpp"

#include "models/sql.gen.hpp"

namespace models {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds freshness{5};
constexpr std::size_t people_remembered = 10'000;

timing::Micros start_of_day() {
    return timing::now() / timing::a_day * timing::a_day;
}

}  // namespace

std::chrono::milliseconds until_next_day() {
    return std::chrono::milliseconds((timing::a_day - timing::now() % timing::a_day) / 1000 + 1);
}

bool Budget::reached(const OrgId& org, const UserId& user) const {
    const auto total = [](const auto& sums, const auto& key) {
        const auto found = sums.find(key);
        return found == sums.end() ? 0.0 : found->second.total();
    };
    return caps_.over_quota || overall_.total() >= caps_.daily_usd || total(orgs_, org.str()) >= caps_.daily_usd ||
           total(users_, std::pair(org.str(), user.str())) >= caps_.user_daily_usd;
}

bool Budget::exhausted_overall() const {
    const std::lock_guard lock(mutex_);
    return caps_.over_quota || overall_.total() >= caps_.daily_usd;
}

Task<bool> Budget::exhausted(OrgId org, UserId user) {
    if (caps_.over_quota) co_return true;
    bool stale = false;
    {
        const std::lock_guard lock(mutex_);
        auto& read_at = read_at_[{org.str(), user.str()}];
        stale = Clock::now() - read_at > freshness;
        if (stale) read_at = Clock::now();
    }
    if (stale) co_await read_again(org, user);
    const std::lock_guard lock(mutex_);
    co_return reached(org, user);
}

Task<void> Budget::read_again(OrgId org, UserId user) {
    const auto rows = co_await database_.read(sql::spent_since, org, user, start_of_day());
    const std::lock_guard lock(mutex_);
    if (read_at_.size() > people_remembered) {
        std::erase_if(read_at_, [](const auto& one) { return Clock::now() - one.second > freshness; });
        std::erase_if(users_, [](const auto& one) { return one.second.held == 0; });
    }
    overall_.spent = rows[0].real(0);
    orgs_[org.str()].spent = rows[0].real(1);
    users_[{org.str(), user.str()}].spent = rows[0].real(2);
}

void Budget::add(const OrgId& org, const UserId& user, double spent, double held) {
    const std::lock_guard lock(mutex_);
    for (Sum* sum : {&overall_, &orgs_[org.str()], &users_[{org.str(), user.str()}]}) {
        sum->spent += spent;
        sum->held += held;
    }
}

Budget::Hold::Hold(Budget& budget, OrgId org, UserId user, double usd) : budget_(budget), org_(std::move(org)), user_(std::move(user)), usd_(usd) {
    budget_.add(org_, user_, 0, usd_);
}

Budget::Hold::~Hold() { budget_.add(org_, user_, 0, -usd_); }

void Budget::Hold::settle(double usd) { budget_.add(org_, user_, usd, 0); }

}  // namespace models
