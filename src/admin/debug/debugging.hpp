#pragma once
#include <optional>
#include <string>
#include <vector>

#include "admin/desk.hpp"

// What an administrator looks at who wants to know what runs, what is built and how its tests went (ADM-3, ADM-4).
namespace admin {

struct AgentJson {
    std::string does, holder;
    std::int64_t holds = 0;
    bool alive = false;
    std::optional<std::string> seen_at, until;  // the last sign of life; the end of its lease
};
BOOST_DESCRIBE_STRUCT(AgentJson, (), (does, holder, holds, alive, seen_at, until))

struct AgentsJson {
    std::vector<AgentJson> agents;
};
BOOST_DESCRIBE_STRUCT(AgentsJson, (), (agents))

// Of the installation; nothing for other organisations.
Task<AgentsJson> active_agents(Desk::State& state, OrgId org);

// A contract of contracts/, as contracts/schema.json describes it.
struct Contract {
    std::string module, agent;
    std::vector<std::string> allowed_files, required_endpoints;
    std::string status;
};
BOOST_DESCRIBE_STRUCT(Contract, (), (module, agent, allowed_files, required_endpoints, status))

struct ContractState {
    std::string module, agent, status;
    std::vector<std::string> allowed_files;
    std::int64_t endpoints = 0;
    std::vector<std::string> missing;  // required, but no route
};
BOOST_DESCRIBE_STRUCT(ContractState, (), (module, agent, status, allowed_files, endpoints, missing))

struct Progress {
    std::vector<ContractState> contracts;
    std::vector<std::string> unclaimed, claimed_twice;  // routes of no contract, and of more than one
};
BOOST_DESCRIBE_STRUCT(Progress, (), (contracts, unclaimed, claimed_twice))

// The contracts that this program was built with.
std::vector<Contract> built_contracts();
// Contracts against routes, each "METHOD /path".
Progress compare(const std::vector<Contract>& contracts, const std::vector<std::string>& routes);

struct ReportStep {
    std::string name;
    std::int64_t passed = 0, failed = 0, seconds = 0;
};
BOOST_DESCRIBE_STRUCT(ReportStep, (), (name, passed, failed, seconds))

struct TestReport {
    std::string preset, finished_at;
    std::int64_t passed = 0, failed = 0;
    std::vector<ReportStep> steps;
};
BOOST_DESCRIBE_STRUCT(TestReport, (), (preset, finished_at, passed, failed, steps))

// What the last ./check wrote. Throws Error(not_found) without one. Blocking.
TestReport read_test_report(const std::string& path);

}  // namespace admin
