#include "admin/desk.hpp"
#include "admin/desk/state.hpp"
#include "models/costs.hpp"
#include "platform/http/whole_parameter.hpp"

namespace admin {

BOOST_DESCRIBE_STRUCT(Part, (), (name, condition, reason))
BOOST_DESCRIBE_STRUCT(Number, (), (name, all, week, today))
BOOST_DESCRIBE_STRUCT(Queue, (), (name, depth))

struct SpendJson {
    double today_usd = 0, cap_usd = 0;
};
BOOST_DESCRIBE_STRUCT(SpendJson, (), (today_usd, cap_usd))

struct OverviewJson {
    std::string version;
    std::optional<std::vector<Number>> numbers;
    SpendJson spend;
    std::vector<Part> parts;
    std::vector<Queue> queues;
};
BOOST_DESCRIBE_STRUCT(OverviewJson, (), (version, numbers, spend, parts, queues))

struct CostJson {
    std::string day, alias;
    std::int64_t calls = 0, failed = 0, tokens_in = 0, tokens_out = 0;
    double usd = 0;
};
BOOST_DESCRIBE_STRUCT(CostJson, (), (day, alias, calls, failed, tokens_in, tokens_out, usd))

struct CostsJson {
    double cap_usd = 0;
    std::vector<CostJson> costs;
};
BOOST_DESCRIBE_STRUCT(CostsJson, (), (cap_usd, costs))

namespace {
constexpr http::Whole days{.usual = 30, .least = 1, .most = 366};

Task<OverviewJson> overview(Desk& desk, OrgId org) {
    auto seen = co_await desk.overview(std::move(org));
    co_return OverviewJson{OT_VERSION, std::move(seen.numbers), {seen.spent_today_usd, desk.state().config.daily_cap_usd}, std::move(seen.parts), std::move(seen.queues)};
}

Task<CostsJson> costs(Desk::State& state, OrgId org, std::int64_t days) {
    CostsJson reply{state.config.daily_cap_usd, {}};
    const auto first = timing::now() / timing::a_day - days + 1;
    for (const auto& cost : co_await models::costs_since(state.database, std::move(org), first))
        reply.costs.push_back({timing::to_rfc3339(cost.day * timing::a_day).substr(0, 10), cost.alias, cost.calls, cost.failed, cost.tokens_in, cost.tokens_out, cost.usd});
    co_return reply;
}

Task<http::Response> watch(Desk::State& state, const http::Caller& caller, const http::Request& request) { co_return live_events(state, caller, request); }
}  // namespace

void mount(http::Router& router, Desk& desk) {
    auto& state = desk.state();
    router.get("/v1/admin/overview", {.role = http::Role::admin, .summary = "Numbers, spend, health of every part with its reason, queues"},
               [&desk](const http::Caller& caller, const http::Request&) { return overview(desk, caller.org); });
    http::Needs admin{.role = http::Role::admin, .summary = "What models cost, by day and alias"};
    admin.query = {"days"};
    router.get("/v1/admin/costs", admin,
               [&state](const http::Caller& caller, const http::Request& request) { return costs(state, caller.org, whole_parameter(request, "days", days)); });
    router.get("/v1/admin/events", {.role = http::Role::admin, .summary = "What happens now: ids and kinds", .answers = "text/event-stream"},
               [&state](const http::Caller& caller, const http::Request& request) { return watch(state, caller, request); });
    mount_debugging(router, desk);
}

}  // namespace admin
