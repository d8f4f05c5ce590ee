#include "platform/db/dump.hpp"

#include "platform/db/backup/postgres_dump.hpp"
#include "platform/db/backup/sqlite_dump.hpp"
#include "platform/db/drivers.hpp"

namespace db {

Engine engine_of(const Config& config) { return sqlite_path(config, "").empty() ? Engine::postgres : Engine::sqlite; }

RowCounts dump(const Config& config, const std::string& data_directory, const std::string& file, const std::stop_token& stop) {
    const auto path = sqlite_path(config, data_directory);
    return path.empty() ? postgres::dump(config.database_url, file, stop) : sqlite::copy(path, file, stop);
}

RowCounts inspect(const Config& config, const std::string& file, const std::stop_token& stop) {
    return engine_of(config) == Engine::postgres ? postgres::inspect(config.database_url, file, stop) : sqlite::inspect(file, stop);
}

std::string load(const Config& config, const std::string& data_directory, const std::string& file, Replace replace) {
    const auto path = sqlite_path(config, data_directory);
    return path.empty() ? postgres::load(config.database_url, file, replace) : sqlite::put_in_place(file, path, replace);
}

RowCounts count_rows(const Config& config, const std::string& data_directory) {
    const auto path = sqlite_path(config, data_directory);
    return path.empty() ? postgres::count_rows(config.database_url) : sqlite::count_rows(path);
}

}  // namespace db
