#pragma once
#include <memory>
#include <string>

#include "platform/db/database.hpp"

namespace db {

std::unique_ptr<Database> open_sqlite(const std::string& path, const Config& config);
std::unique_ptr<Database> open_postgres(const Config& config);

}  // namespace db
