#include "admin/debug/debugging.hpp"
#include "admin/desk/state.hpp"
#include "admin/sql.gen.hpp"

namespace admin {

namespace {
// A process that holds jobs gives a sign of life several times in a lease, which is ten seconds by default.
constexpr timing::Micros silent = 60'000'000;

AgentJson agent_json(const db::Row& row, timing::Micros now) {
    const auto seen = row.optional_integer(3), until = row.optional_integer(4);
    AgentJson agent{.does = row.text(0), .holder = row.text(1), .holds = row.integer(2), .alive = until ? *until > now : seen && now - *seen < silent};
    if (seen) agent.seen_at = timing::to_rfc3339(*seen);
    if (until) agent.until = timing::to_rfc3339(*until);
    return agent;
}
}  // namespace

Task<AgentsJson> active_agents(Desk::State& state, OrgId org) {
    if (org != state.home) co_return AgentsJson{};
    AgentsJson reply;
    const auto now = timing::now();
    for (const auto row : co_await state.database.read(sql::active_agents, org)) reply.agents.push_back(agent_json(row, now));
    co_return reply;
}

}  // namespace admin
