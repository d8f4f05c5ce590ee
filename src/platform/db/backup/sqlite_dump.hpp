#pragma once
#include "platform/db/dump.hpp"

// dump.hpp for SQLite. Private to this folder.
namespace db::sqlite {

RowCounts copy(const std::string& from, const std::string& to, const std::stop_token& stop = {});
RowCounts inspect(const std::string& file, const std::stop_token& stop = {});
std::string put_in_place(const std::string& file, const std::string& path, Replace replace);
RowCounts count_rows(const std::string& path);

}  // namespace db::sqlite
