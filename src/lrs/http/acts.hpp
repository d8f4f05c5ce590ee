#pragma once
#include "identity/audit.hpp"
#include "lrs/http/exchange.hpp"

namespace lrs {

// What people do to statements, as the audit log names it. An agent that is a person of this server is named by its id ("user"); of any other only
// a mark is kept ("agent"): the first 32 hex digits of the SHA-256 of the organisation's id, a line feed and the agent's identity (statement/agent.hpp).
identity::Act act_on_agent(const Lrs::State& lrs, const http::Caller& caller, std::string action, std::string_view agent);
// On the statement, agent or registration that the parameters name, or on "statements".
identity::Act act_on_statements(const Exchange& exchange, const http::Caller& caller, std::string action);

}  // namespace lrs
