#pragma once
#include "platform/db/database.hpp"

namespace db {

// For who erases. SQLite overwrites what it deletes, but older versions of pages stand in the write-ahead log until that is emptied, which a reader that is
// busy prevents: tried for two seconds; afterwards the next checkpoint does it. PostgreSQL's log is its operator's: nothing is done.
Task<void> empty_wal(Database& database);

}  // namespace db
