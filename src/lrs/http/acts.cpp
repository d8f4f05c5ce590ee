#include "lrs/http/acts.hpp"

#include "lrs/statement/agent.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
std::string mark_of(const OrgId& org, std::string_view agent) { return crypto::sha256_hex(org.str() + '\n' + std::string(agent)).substr(0, 32); }
}  // namespace

identity::Act act_on_agent(const Lrs::State& lrs, const http::Caller& caller, std::string action, std::string_view agent) {
    if (auto person = account_at(agent, server_of(lrs.config.home_page)); person && is_uuid(*person))
        return identity::act_of(caller, std::move(action), "user", std::move(*person));
    return identity::act_of(caller, std::move(action), "agent", mark_of(caller.org, agent));
}

identity::Act act_on_statements(const Exchange& exchange, const http::Caller& caller, std::string action) {
    for (const auto* name : {"statementId", "voidedStatementId"})
        if (auto id = exchange.uuid(name)) return identity::act_of(caller, std::move(action), "statement", std::move(*id));
    if (const auto agent = exchange.agent("agent", Accept::agents_and_groups)) return act_on_agent(exchange.lrs, caller, std::move(action), agent->identity);
    if (auto registration = exchange.uuid("registration")) return identity::act_of(caller, std::move(action), "registration", std::move(*registration));
    return identity::act_of(caller, std::move(action), "statements");
}

}  // namespace lrs
