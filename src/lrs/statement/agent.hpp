#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lrs/statement/version.hpp"
#include "platform/json/document.hpp"
#include "platform/json/place.hpp"

namespace lrs {

// An Inverse Functional Identifier as one text, by which agents are the same agent (part 2, 2.4.2.3): "mbox:…", "sha1:…",
// "openid:…" or "account:NAME@HOMEPAGE". Domains of addresses and SHA-1 sums are without case.
std::string mbox_identity(std::string_view mbox);
std::string sha1_identity(std::string_view sum);
std::string openid_identity(std::string_view openid);
std::string account_identity(std::string_view home_page, std::string_view name);
// The name of an account at this home page; nullopt when the agent is known otherwise.
std::optional<std::string> account_at(std::string_view identity, std::string_view home_page);

// An agent that a request names.
struct NamedAgent {
    std::string identity;
    std::string json;  // as it was written
};
enum class Accept { agents, agents_and_groups };
// Reads an agent that stands at `place` in a request's body; Error(invalid), at that place, when it is no valid Agent (or identified
// Group where that is asked for). Without a place it is the member `agent`.
NamedAgent read_agent(std::string_view text, Version version, Accept accept, const json::Place& place);
NamedAgent read_agent(std::string_view text, Version version, Accept accept);
// The same of a parameter, which the refusal names (XAPI-00012).
NamedAgent read_agent_parameter(std::string_view name, std::string_view text, Version version, Accept accept);

}  // namespace lrs
