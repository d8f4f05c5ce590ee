#pragma once
#include <filesystem>
#include <memory>

#include "cli/settings.hpp"
#include "platform/db/database.hpp"

namespace cli {

// The database of the settings, with the migrations of every room in stack order.
std::unique_ptr<db::Database> open_database(const Settings& settings);
// With the name that the record store in it has (lrs::kept_home).
lrs::Config at_home(db::Database& database, const Settings& settings);
// The replica that reports are read from; null when there is none.
std::unique_ptr<db::Database> open_replica(const Settings& settings);
// The built client and the sample courses: what the settings say, else what lies beside the program or its source tree.
std::filesystem::path web_directory(const Settings& settings);
std::filesystem::path courses_directory(const Settings& settings);
std::filesystem::path test_report_file(const Settings& settings);

}  // namespace cli
