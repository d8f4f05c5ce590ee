#pragma once
#include <memory>
#include <string>

#include "platform/db/bounded_reader.hpp"

namespace db {

// Where SQLite's file is; "" when it is PostgreSQL.
std::string sqlite_path(const Config& config, const std::string& data_directory);
std::unique_ptr<Database> open_sqlite(const std::string& path, const Config& config);
std::unique_ptr<Database> open_postgres(const Config& config);
std::unique_ptr<BoundedReader> read_sqlite(const std::string& path);
std::unique_ptr<BoundedReader> read_postgres(const Config& config);

}  // namespace db
