#include "platform/limits/limits.hpp"

#include <arpa/inet.h>

#include <cmath>

#include "platform/db/in_pieces.hpp"
#include "platform/error.hpp"
#include "platform/limits/purses.hpp"
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

Error refusal(Micros wait) {
    const auto until = std::chrono::milliseconds(wait / 1000 + 1);
    return Error(ErrorCode::over_quota, "That is more than is allowed at the moment. Please try again later.").retry_in(until);
}

using Decided = std::optional<Error>;
Task<Decided> let_through() { co_return std::nullopt; }
Task<Decided> refuse(Micros wait) { co_return refusal(wait); }
}  // namespace

void forget(db::Transaction& tx, const OrgId& org, const UserId& user) { tx.run(platform::sql::erase_buckets_about, org, "user:" + user.str()); }

struct Limits::State {
    db::Database& database;
    Rules rules;
    Purses purses;
    std::unique_ptr<SharedBuckets> shared;

    Task<Decided> take_from_bucket(std::string key, OrgId org, std::string bucket, std::string subject, const Rule& rule, int wish);
    // One token at least, `wish` of them at best.
    Task<Taken> ask(const std::string& key, const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, int wish);
    Task<Taken> ask_stored(const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, int count);
    Task<Micros> wait_for_token(const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, Micros now);
};

Limits::Limits(db::Database& database, Rules rules, std::string redis_url) : state_(new State{.database = database, .rules = std::move(rules)}) {
    if (!redis_url.empty()) state_->shared = std::make_unique<SharedBuckets>(std::move(redis_url));
}
Limits::~Limits() = default;

void Limits::close() {
    if (state_->shared) state_->shared->close();
}
bool Limits::without_redis() const { return state_->shared && state_->shared->away(); }

Task<Decided> Limits::take(const http::Caller& caller, std::string_view bucket) {
    const auto found = state_->rules.find(bucket);
    if (found == state_->rules.end() || (found->second.anonymous_only && !caller.anonymous)) return let_through();
    const Rule& rule = found->second;
    auto subject = subject_of(caller, rule.scope);
    auto key = caller.org.str() + '/' + found->first + '/' + subject;
    const auto decision = state_->purses.take(key, timing::now());
    if (decision.kind == Purses::Decision::Kind::taken) return let_through();
    if (decision.kind == Purses::Decision::Kind::refused) return refuse(decision.wait);
    // Processes that share a Redis count as one, so none of them may hold tokens that another is asked for.
    const int wish = state_->shared ? 1 : decision.wish;
    return state_->take_from_bucket(std::move(key), caller.org, found->first, std::move(subject), rule, wish);
}

Task<Decided> Limits::State::take_from_bucket(std::string key, OrgId org, std::string bucket, std::string subject, const Rule& rule, int wish) {
    const Taken taken = co_await ask(key, org, bucket, subject, rule, wish);
    purses.keep(key, taken, rule.capacity, tokens_per_micro(rule), timing::now());
    co_return taken.tokens == 0 ? Decided(refusal(taken.wait)) : std::nullopt;
}

Task<Taken> Limits::State::ask(const std::string& key, const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, int wish) {
    std::optional<Taken> taken;
    if (shared) taken = co_await shared->take({"omnitutor:bucket:" + key, rule.capacity, tokens_per_micro(rule)}, wish);
    if (!taken) taken = co_await ask_stored(org, bucket, subject, rule, wish);
    // Others have been there meanwhile.
    if (taken->tokens == 0 && wish > 1) co_return co_await ask(key, org, bucket, subject, rule, 1);
    co_return *taken;
}

Task<Taken> Limits::State::ask_stored(const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, int count) {
    const Micros now = timing::now();
    const auto taken = co_await database.write(platform::sql::take_tokens, org, bucket, subject, rule.capacity, tokens_per_micro(rule), now, count);
    if (!taken.empty()) co_return Taken{.tokens = count, .left = taken[0].real(0)};
    co_return Taken{.wait = co_await wait_for_token(org, bucket, subject, rule, now)};
}

Task<Micros> Limits::State::wait_for_token(const OrgId& org, const std::string& bucket, const std::string& subject, const Rule& rule, Micros now) {
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
