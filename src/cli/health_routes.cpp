#include "cli/health_routes.hpp"

#include <atomic>

#include "platform/clock/clock.hpp"

namespace cli {

namespace {

struct Health {
    bool ok = true;
    std::string ts;
    std::string mail;  // "configured" or "not configured"
    std::optional<std::vector<std::string>> degraded;  // left out when there is nothing
};
BOOST_DESCRIBE_STRUCT(Health, (), (ok, ts, mail, degraded))

std::atomic<bool> draining = false;
std::atomic<timing::Micros> checked_at = 0;

// The answer of the last second stands; a failure is never remembered.
Task<Health> health(db::Database& database, const Surroundings& around) {
    const auto now = timing::now();
    if (now - checked_at.load(std::memory_order_relaxed) >= 1'000'000) {
        if (!co_await database.healthy())
            throw Error(ErrorCode::unavailable, "the database does not answer or is not migrated");
        checked_at.store(now, std::memory_order_relaxed);
    }
    Health health{.ts = timing::to_rfc3339(now), .mail = around.mails ? "configured" : "not configured"};
    if (auto missed = around.missed(); !missed.empty()) health.degraded = std::move(missed);
    co_return health;
}

Task<Health> readiness(db::Database& database, const Surroundings& around) {
    if (draining) throw Error(ErrorCode::unavailable, "this process is shutting down");
    if (!around.serves) throw Error(ErrorCode::unavailable, "this process works behind the others (OT_ROLE)");
    co_return co_await health(database, around);
}

}  // namespace

void mount_health(http::Router& router, db::Database& database, Surroundings around) {
    router.get("/v1/healthz", {.role = http::Role::anyone, .summary = "Is this process well?"},
               [&database, around](const http::Caller&, const http::Request&) { return health(database, around); });
    router.get("/v1/readyz", {.role = http::Role::anyone, .summary = "May traffic be sent here?"},
               [&database, around](const http::Caller&, const http::Request&) { return readiness(database, around); });
}

void begin_drain() { draining = true; }

}  // namespace cli
