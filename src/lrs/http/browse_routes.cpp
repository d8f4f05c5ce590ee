#include "lrs/http/browse_routes.hpp"

#include <array>

#include "lrs/http/acts.hpp"

namespace lrs {

namespace {
// An empty page shows nothing of anybody; who follows the store live asks for many of them.
bool shows_any(const http::Response& response) { return !response.body.starts_with(R"({"statements":[])"); }

constexpr auto browse_parameters = std::to_array<std::string_view>({"statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities",
                                                             "related_agents", "since", "until", "limit", "ascending", "format", "attachments"});

Task<http::Response> browse(Lrs::State& lrs, const http::Caller& caller, const http::Request& request) {
    refuse_unknown_parameters(browse_parameters, request);
    const Exchange exchange{lrs, request, Version::v2_0_0, {caller.org, caller.user.str(), scope_all_read}};
    auto response = co_await get_statements(exchange);
    if (shows_any(response)) co_await identity::record(lrs.database, act_on_statements(exchange, caller, "statements.browse"));
    co_return response;
}
}  // namespace

void mount_browsing(http::Router& router, Lrs& lrs) {
    router.get("/v1/admin/statements",
               {.role = http::Role::admin,
                .summary = "Find statements, with the parameters of GET /xapi/statements",
                .query = {browse_parameters.begin(), browse_parameters.end()}},
               [&lrs = lrs.state()](const http::Caller& caller, const http::Request& request) { return browse(lrs, caller, request); });
}

}  // namespace lrs
