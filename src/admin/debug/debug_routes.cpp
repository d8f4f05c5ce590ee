#include "admin/debug/debugging.hpp"
#include "admin/desk/state.hpp"

namespace admin {

namespace {
std::vector<std::string> routes_of(const http::Router& router) {
    std::vector<std::string> routes;
    for (const auto& route : router.routes()) routes.push_back(route.method + ' ' + route.path);
    return routes;
}

Task<Progress> progress(const http::Router& router) { co_return compare(built_contracts(), routes_of(router)); }

Task<TestReport> test_report(Desk::State& state) {
    co_return co_await state.one.run([&state] { return read_test_report(state.config.test_report); });
}

http::Needs admin(std::string_view summary) { return {.role = http::Role::admin, .summary = summary}; }
}  // namespace

void mount_debugging(http::Router& router, Desk& desk) {
    auto& state = desk.state();
    router.get("/v1/debug/active-agents", admin("Processes that hold jobs, turns, schedules or streams, with their heartbeats"),
               [&state](const http::Caller& caller, const http::Request&) { return active_agents(state, caller.org); });
    router.get("/v1/debug/progress", admin("Every module's contract against the routes there are"),
               [&router](const http::Caller&, const http::Request&) { return progress(router); });
    router.get("/v1/debug/test-report", admin("What the last run of all tests said"),
               [&state](const http::Caller&, const http::Request&) { return test_report(state); });
}

}  // namespace admin
