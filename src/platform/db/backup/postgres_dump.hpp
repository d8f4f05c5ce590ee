#pragma once
#include "platform/db/dump.hpp"

// dump.hpp for PostgreSQL, by its own programs (Debian package postgresql-client). Private to this folder.
namespace db::postgres {

RowCounts dump(const std::string& url, const std::string& file, const std::stop_token& stop);
RowCounts inspect(const std::string& url, const std::string& file, const std::stop_token& stop);
std::string load(const std::string& url, const std::string& file, Replace replace);
RowCounts count_rows(const std::string& url);

}  // namespace db::postgres
