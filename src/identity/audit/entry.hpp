#pragma once
#include <string>

#include "identity/audit.hpp"
#include "platform/clock/clock.hpp"

namespace identity {

// A row of the log, its values as they are hashed.
struct AuditEntry {
    std::int64_t number = 0;
    timing::Micros at = 0;
    std::string actor, role, credential, address, action, kind, subject;
    std::string hash;
};
AuditEntry entry_of(const db::Row& row);  // in this order

// As audit.hpp says; `entry.hash` does not count. Pure.
std::string chained_hash(const std::string& before, const OrgId& org, const AuditEntry& entry);

}  // namespace identity
