#include "platform/limits/limits.hpp"

#include <arpa/inet.h>

#include <cmath>
#include <mutex>
#include <unordered_map>

#include "platform/db/in_pieces.hpp"
#include "platform/error.hpp"
#include "platform/limits/shared_buckets.hpp"
#include "platform/sql.gen.hpp"

namespace limits {

std::string network(const std::string& ip) {
    in6_addr address{};
    if (inet_pton(AF_INET6, ip.c_str(), &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address)) return ip;
    std::fill(std::begin(address.s6_addr) + 8, std::end(address.s6_addr), 0);
    char text[INET6_ADDRSTRLEN];
    return std::string(inet_ntop(AF_INET6, &address, text, sizeof text)) + "/64";
}

namespace {
using timing::Micros;
constexpr std::size_t most_denials = 10'000;

std::string subject_of(const http::Caller& caller, Scope scope) {
    switch (scope) {
        case Scope::user: return "user:" + caller.user.str();
        case Scope::session: return "session:" + caller.session.str();
        case Scope::org: return "org";
        case Scope::ip: break;
    }
    return "ip:" + network(caller.ip);
}

double tokens_per_micro(const Rule& rule) {
    return rule.capacity / static_cast<double>(std::chrono::microseconds(rule.refill).count());
}

[[noreturn]] void deny(Micros wait) {
    const auto until = std::chrono::milliseconds(wait / 1000 + 1);
    throw Error(ErrorCode::over_quota, "That is more than is allowed at the moment. Please try again later.").retry_in(until);
}

// Who is known to be out of tokens and until when: a flood of refused requests costs no database work.
class Denials {
public:
    Micros left(const std::string& key, Micros now) {
        const std::lock_guard lock(mutex_);
        const auto found = until_.find(key);
        if (found == until_.end()) return 0;
        if (found->second > now) return found->second - now;
        until_.erase(found);
        return 0;
    }
    void add(const std::string& key, Micros until) {
        const std::lock_guard lock(mutex_);
        if (until_.size() >= most_denials) until_.clear();
        until_[key] = until;
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::string, Micros> until_;
};
}  // namespace

void forget(db::Transaction& tx, const OrgId& org, const UserId& user) { tx.run(platform::sql::erase_buckets_about, org, "user:" + user.str()); }

struct Limits::State {
    db::Database& database;
    Rules rules;
    Denials denials;
    std::unique_ptr<SharedBuckets> shared;

    Task<void> take(OrgId org, std::string bucket, std::string subject, const Rule& rule);
    // The time until there is a token; 0 when one was taken.
    Task<Micros> take_stored(OrgId org, std::string bucket, std::string subject, const Rule& rule);
    Task<Micros> wait_for_token(OrgId org, std::string bucket, std::string subject, const Rule& rule, Micros now);
};

Limits::Limits(db::Database& database, Rules rules, std::string redis_url) : state_(new State{.database = database, .rules = std::move(rules)}) {
    if (!redis_url.empty()) state_->shared = std::make_unique<SharedBuckets>(std::move(redis_url));
}
Limits::~Limits() = default;

void Limits::close() {
    if (state_->shared) state_->shared->close();
}
bool Limits::without_redis() const { return state_->shared && state_->shared->away(); }

Task<void> Limits::take(const http::Caller& caller, std::string_view bucket) {
    const auto rule = state_->rules.find(bucket);
    if (rule == state_->rules.end() || (rule->second.anonymous_only && !caller.anonymous)) co_return;
    co_await state_->take(caller.org, std::string(bucket), subject_of(caller, rule->second.scope), rule->second);
}

Task<void> Limits::State::take(OrgId org, std::string bucket, std::string subject, const Rule& rule) {
    const std::string key = org.str() + '/' + bucket + '/' + subject;
    if (const Micros left = denials.left(key, timing::now()); left > 0) deny(left);
    std::optional<Micros> wait;
    if (shared) wait = co_await shared->take({"omnitutor:bucket:" + key, rule.capacity, tokens_per_micro(rule)});
    if (!wait) wait = co_await take_stored(std::move(org), std::move(bucket), std::move(subject), rule);
    if (*wait == 0) co_return;
    denials.add(key, timing::now() + *wait);
    deny(*wait);
}

Task<Micros> Limits::State::take_stored(OrgId org, std::string bucket, std::string subject, const Rule& rule) {
    const Micros now = timing::now();
    const auto taken = co_await database.write(platform::sql::take_token, org, bucket, subject, rule.capacity, tokens_per_micro(rule), now);
    co_return taken.empty() ? co_await wait_for_token(std::move(org), std::move(bucket), std::move(subject), rule, now) : 0;
}

Task<Micros> Limits::State::wait_for_token(OrgId org, std::string bucket, std::string subject, const Rule& rule, Micros now) {
    const auto found = co_await database.read(platform::sql::find_bucket, org, bucket, subject);
    if (found.empty()) co_return 1;
    const double missing = 1 - found[0].real(0);
    const auto full_at = found[0].integer(1) + static_cast<Micros>(std::ceil(missing / tokens_per_micro(rule)));
    co_return std::max<Micros>(full_at - now, 1);
}

Task<void> Limits::forget_full() {
    std::chrono::seconds longest{0};
    for (const auto& [bucket, rule] : state_->rules) longest = std::max(longest, rule.refill);
    const Micros old = timing::now() - std::chrono::microseconds(longest).count();
    co_await db::write_in_pieces(state_->database, platform::sql::forget_full_buckets, old);
}

}  // namespace limits
