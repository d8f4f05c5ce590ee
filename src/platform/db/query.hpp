#pragma once
#include <string_view>

namespace db {

// One named query of one .sql file; both texts are equal where one text serves both engines. Parameters are $1, $2, …
struct Query {
    std::string_view name;  // "room.file", the label of metrics and errors
    std::string_view sqlite;
    std::string_view postgres;
};

}  // namespace db
