#pragma once
#include <vector>

#include "lrs/store/prepared.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// A statement with its place in the order of the store.
struct StoredStatement {
    OrgId org;
    std::int64_t authority = 0;
    timing::Micros stored = 0;
    const Prepared* statement = nullptr;
    bool voided = false;  // by one that came before
};

// What statements do to each other, whichever came first: a statement that refers to another is found by the other's keys too,
// through any number of steps (part 3, 2.1.3), and a voiding statement voids its target (part 2, 2.3.2). Call when the
// statements and their refs are inserted; sets `voided`.
void link_statements(db::Transaction& tx, std::vector<StoredStatement>& fresh);

}  // namespace lrs
