#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/movers.hpp"

namespace lrs {

// Asks about the people of this server whom statements name. Any thread.
class Permission {
public:
    // `server` is the home page of their accounts; without `permits` everything is permitted.
    Permission(Movers::Permits permits, OrgId org, std::string server) : permits_(std::move(permits)), org_(std::move(org)), server_(std::move(server)) {}
    // Whom to ask about a statement; nobody without `permits`.
    std::vector<UserId> people_in(std::string_view body, int edition) const;
    // Those of them who do not want it now, asked all at once; nobody is asked about nobody.
    Task<std::set<UserId>> refused_by(std::set<UserId> people) const;

private:
    Movers::Permits permits_;
    OrgId org_;
    std::string server_;
};

// Identities of all agents that a statement names, each once.
std::vector<std::string> identities_in(std::string_view body, int edition);

}  // namespace lrs
