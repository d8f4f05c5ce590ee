#pragma once
#include <span>
#include <string>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

// What the pipeline has made of statements, erased with them.
namespace lrs {

// A statement that an erasure touches.
struct ErasedStatement {
    std::string id;
    timing::Micros stored = 0;
    std::string before;  // as it was
    std::string body;    // as it is now; "" when the statement is gone
};

// Takes their rows out of statements_flat and of what reports are read from; a statement that stays gets a new one. An ETL that has
// read them before writes nothing of what it has read.
void erase_flat(db::Transaction& tx, const OrgId& org, std::span<const ErasedStatement> statements, std::span<const std::string> identities);
void erase_report_names(db::Transaction& tx, const OrgId& org, const std::string& identity);
// Refused statements of the queue whose text names the agent.
void erase_queued(db::Transaction& tx, const OrgId& org, std::span<const std::string> identities);

}  // namespace lrs
