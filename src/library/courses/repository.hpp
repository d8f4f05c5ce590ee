#pragma once
#include "library/import/outline.hpp"
#include "platform/db/database.hpp"

// Rows to values and back.
namespace library {

Course to_course(const db::Row& row);
Node to_node(const db::Row& row);
Passage to_passage(const db::Row& row);
Import to_import(const db::Row& row);
Synonym to_synonym(const db::Row& row);
std::string_view to_string(Kind kind);
std::string_view to_string(ImportState state);
template <class Value, class Convert>
std::vector<Value> all(const db::Rows& rows, Convert convert) {
    std::vector<Value> values;
    values.reserve(rows.size());
    for (const auto row : rows) values.push_back(convert(row));
    return values;
}
// A JSON array, which is how a query takes a list of values on both engines.
std::string json_list(const std::vector<std::string>& texts);
std::string json_list(const std::vector<int>& numbers);

Task<std::vector<Passage>> load_passages_at(db::Database& database, OrgId org, CourseId course, std::vector<int> ordinals);

}  // namespace library
