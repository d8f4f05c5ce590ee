#pragma once
#include <map>

#include "lrs/movers.hpp"

namespace lrs {

// Asks about the people of this server whom statements name, each once. One coroutine at a time.
class Permission {
public:
    // `server` is the home page of their accounts; without `permits` everything is permitted.
    Permission(Movers::Permits permits, OrgId org, std::string server) : permits_(std::move(permits)), org_(std::move(org)), server_(std::move(server)) {}
    // False when one of the people named does not want it.
    Task<bool> covers(std::string_view body, int edition);
    // False for everybody who is not of this server.
    Task<bool> given_by(std::string identity);
    bool asks() const { return static_cast<bool>(permits_); }

private:
    Task<bool> ask(std::string user);

    Movers::Permits permits_;
    OrgId org_;
    std::string server_;
    std::map<std::string, bool, std::less<>> known_;
};

// Identities of all agents that a statement names, each once.
std::vector<std::string> identities_in(std::string_view body, int edition);

}  // namespace lrs
