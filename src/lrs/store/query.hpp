#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "lrs/store/keys.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// What GET statements asks for (part 3, 2.1.3), read and checked.
struct Query {
    OrgId org;
    std::optional<std::string> agent, verb, activity, registration;  // identity of an agent, IRIs, a UUID
    bool related_agents = false, related_activities = false;
    timing::Micros after = std::numeric_limits<timing::Micros>::min();   // exclusive bounds of `stored`
    timing::Micros before = std::numeric_limits<timing::Micros>::max();
    bool ascending = false;
    std::int64_t limit = 100;
    std::optional<std::int64_t> authority;  // only statements written by it
    bool voided_too = false;                // the standard hides them; a copy of the store has them
};

struct FoundStatement {
    timing::Micros stored = 0;
    int edition = 1;
    std::string body;
};

struct Page {
    std::vector<FoundStatement> statements;
    bool more = false;  // statements may follow the last one; the page is full then
};

// Statements that fit, in order of `stored`; voided ones are left out, what refers to them is not.
Task<Page> find_page(db::Database& database, Query query);

struct StatementRow {
    timing::Micros stored = 0;
    std::int64_t authority = 0;
    int edition = 1;
    bool voided = false;
    std::string body;
};
Task<std::optional<StatementRow>> find_statement(db::Database& database, OrgId org, std::string id);

}  // namespace lrs
