#include <algorithm>
#include <map>

#include "admin/contracts.gen.hpp"
#include "admin/debug/debugging.hpp"

namespace admin {

std::vector<Contract> built_contracts() {
    std::vector<Contract> contracts;
    for (const auto text : contracts::texts) contracts.push_back(json::read<Contract>(text));
    return contracts;
}

Progress compare(const std::vector<Contract>& contracts, const std::vector<std::string>& routes) {
    Progress progress;
    std::map<std::string, int> claims;
    for (const auto& route : routes) claims[route] = 0;
    for (const auto& contract : contracts) {
        ContractState state{contract.module, contract.agent, contract.status, contract.allowed_files, static_cast<std::int64_t>(contract.required_endpoints.size()), {}};
        for (const auto& endpoint : contract.required_endpoints) {
            if (const auto found = claims.find(endpoint); found != claims.end()) ++found->second;
            else state.missing.push_back(endpoint);
        }
        progress.contracts.push_back(std::move(state));
    }
    for (const auto& [route, count] : claims) {
        if (count == 0) progress.unclaimed.push_back(route);
        if (count > 1) progress.claimed_twice.push_back(route);
    }
    return progress;
}

}  // namespace admin
