#include "lrs/http/browse_routes.hpp"

#include "lrs/http/exchange.hpp"

namespace lrs {

namespace {
Task<http::Response> browse(Lrs::State& lrs, const http::Caller& caller, const http::Request& request) {
    const Exchange exchange{lrs, request, Version::v2_0_0, {caller.org, caller.user.str(), scope_all_read}};
    co_return co_await get_statements(exchange);
}
}  // namespace

void mount_browsing(http::Router& router, Lrs& lrs) {
    router.get("/v1/admin/statements",
               {.role = http::Role::admin,
                .summary = "Find statements, with the parameters of GET /xapi/statements",
                .query = {"statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities", "related_agents", "since",
                          "until", "limit", "ascending", "format"}},
               [&lrs = lrs.state()](const http::Caller& caller, const http::Request& request) { return browse(lrs, caller, request); });
}

}  // namespace lrs
