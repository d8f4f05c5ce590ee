#include "cli/places.hpp"

#include <span>
#include <vector>

#include "admin/sql.gen.hpp"
#include "identity/sql.gen.hpp"
#include "library/sql.gen.hpp"
#include "lms/sql.gen.hpp"
#include "lrs/sql.gen.hpp"
#include "models/sql.gen.hpp"
#include "notices/sql.gen.hpp"
#include "platform/sql.gen.hpp"
#include "tutor/sql.gen.hpp"

namespace cli {

namespace fs = std::filesystem;

namespace {
std::vector<db::Query> all_migrations() {
    std::vector<db::Query> all;
    const auto add = [&all](std::span<const db::Query> room) { all.insert(all.end(), room.begin(), room.end()); };
    add(platform::migrations);
    add(identity::migrations);
    add(notices::migrations);
    add(models::migrations);
    add(lrs::migrations);
    add(library::migrations);
    add(lms::migrations);
    add(tutor::migrations);
    add(admin::migrations);
    return all;
}

fs::path program_directory() {
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

// build/release/omnitutor → ../../NAME; an installed bin/omnitutor → ../share/omnitutor/NAME.
fs::path beside_program(const std::string& chosen, const fs::path& name) {
    if (!chosen.empty()) return chosen;
    std::error_code ignored;
    const fs::path program = program_directory();
    const fs::path installed = program / "../share/omnitutor" / name;
    if (fs::exists(installed, ignored)) return installed.lexically_normal();
    return (program / "../.." / name).lexically_normal();
}

}  // namespace

std::unique_ptr<db::Database> open_database(const Settings& settings) {
    auto database = db::open(settings.db, settings.data);
    database->migrate(all_migrations());
    return database;
}

lrs::Config at_home(db::Database& database, const Settings& settings) {
    auto config = settings.lrs;
    config.home_page = lrs::kept_home(database, config.home_page, !settings.xapi_home.empty());
    return config;
}

std::unique_ptr<db::Database> open_replica(const Settings& settings) {
    if (settings.reports_database_url.empty()) return nullptr;
    auto replica = settings.db;
    replica.database_url = settings.reports_database_url;
    replica.may_be_away = true;
    return db::open(replica, settings.data);
}

fs::path web_directory(const Settings& settings) { return beside_program(settings.web, "web/dist"); }
fs::path courses_directory(const Settings& settings) { return beside_program(settings.courses, "courses"); }
// ./check leaves it in the directory that it builds in.
fs::path test_report_file(const Settings& settings) {
    return settings.desk.test_report.empty() ? program_directory() / "test-report.json" : fs::path(settings.desk.test_report);
}

}  // namespace cli
