#pragma once
#include <filesystem>
#include <span>
#include <vector>

#include "cli/settings.hpp"
#include "platform/db/query.hpp"

namespace cli {

// Every room's migrations, in stack order.
std::vector<db::Query> all_migrations();
// The built client and the sample courses: what the settings say, else what lies beside the program or its source tree.
std::filesystem::path web_directory(const Settings& settings);
std::filesystem::path courses_directory(const Settings& settings);

}  // namespace cli
