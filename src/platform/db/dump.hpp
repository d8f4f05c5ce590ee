#pragma once
#include <cstdint>
#include <map>
#include <stop_token>
#include <string>

#include "platform/db/database.hpp"

// The whole database in one file, and back. For commands and jobs: all of these block, some for minutes; what takes a `stop` ends soon after it was asked to, with
// Error(unavailable).
namespace db {

// How many rows each table holds.
using RowCounts = std::map<std::string, std::int64_t>;

Engine engine_of(const Config& config);

// Writes the database as it is at one moment, while others go on reading and writing: with SQLite a database file, with PostgreSQL
// what `pg_dump --format=custom` writes. `file` must not exist. Counts the rows of that very moment. Throws Error(unavailable) with a
// reason a person can act on; then there may be part of a file.
RowCounts dump(const Config& config, const std::string& data_directory, const std::string& file, const std::stop_token& stop = {});

// What a dump holds, found by loading it: SQLite opens the file and checks every page and index; PostgreSQL restores into a database
// that is made for it and dropped afterwards, so the role must be allowed to make one. Throws Error(invalid) when it is damaged.
RowCounts inspect(const Config& config, const std::string& file, const std::stop_token& stop = {});

enum class Replace { no, yes };
// Puts a dump in the place of the database; no server may run on it. What stood there is moved aside, to a file or a schema whose name is
// returned ("" when nothing did). Throws Error(conflict) when there is something and `replace` does not allow that, or when somebody has
// the database open.
std::string load(const Config& config, const std::string& data_directory, const std::string& file, Replace replace);
RowCounts count_rows(const Config& config, const std::string& data_directory);

}  // namespace db
