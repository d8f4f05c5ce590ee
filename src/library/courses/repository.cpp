#include "library/courses/repository.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "library/sql.gen.hpp"

namespace library {

namespace {

constexpr std::array<std::string_view, 8> kinds{"text", "list", "table", "code", "formula", "example", "figure", "definition"};
constexpr std::array<std::string_view, 5> states{"queued", "reading", "indexing", "done", "failed"};

template <class Enum, std::size_t size>
Enum from_name(const std::array<std::string_view, size>& names, const std::string& name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

std::optional<int> number(const db::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

int whole(const db::Row& row, std::size_t column) { return static_cast<int>(row.integer(column)); }

template <class SomeId>
std::optional<SomeId> optional_id(const db::Row& row, std::size_t column) {
    const auto text = row.optional_text(column);
    return text ? std::optional(SomeId(*text)) : std::nullopt;
}

template <class Value>
std::string as_json(const std::vector<Value>& values) {
    return boost::json::serialize(boost::json::array(values.begin(), values.end()));
}

}  // namespace

Synonym to_synonym(const db::Row& row) { return {row.text(0), row.text(1)}; }

std::string_view to_string(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(ImportState state) { return states[static_cast<std::size_t>(state)]; }

Course to_course(const db::Row& row) {
    Course course{.id = row.id<CourseId>(0), .org = row.id<OrgId>(1), .title = row.text(2), .description = row.text(3)};
    course.language = row.text(4);
    course.format = row.text(5);
    course.passages = whole(row, 6);
    course.pages = number(row, 7);
    course.sample = row.integer(8) != 0;
    course.created_at = row.integer(9);
    return course;
}

Node to_node(const db::Row& row) {
    Node node{.id = row.id<NodeId>(0), .course = row.id<CourseId>(1), .parent = optional_id<NodeId>(row, 2)};
    node.ordinal = whole(row, 3);
    node.level = whole(row, 4);
    node.title = row.text(5);
    node.passages = whole(row, 6);
    node.minutes = row.real(7);
    node.first_passage = optional_id<PassageId>(row, 8);
    return node;
}

Passage to_passage(const db::Row& row) {
    Passage passage{.id = row.id<PassageId>(0), .course = row.id<CourseId>(1), .node = row.id<NodeId>(2)};
    passage.ordinal = whole(row, 3);
    passage.kind = from_name<Kind>(kinds, row.text(4));
    passage.text = row.text(5);
    passage.page = number(row, 6);
    passage.anchor = row.text(7);
    return passage;
}

Import to_import(const db::Row& row) {
    Import import{.id = row.id<ImportId>(0), .course = row.id<CourseId>(1), .title = row.text(2)};
    import.state = from_name<ImportState>(states, row.text(3));
    import.done = whole(row, 4);
    import.total = whole(row, 5);
    import.message = row.text(6);
    import.error = row.text(7);
    return import;
}

std::string json_list(const std::vector<std::string>& texts) { return as_json(texts); }
std::string json_list(const std::vector<int>& numbers) { return as_json(numbers); }

Task<std::vector<Passage>> load_passages_at(db::Database& database, OrgId org, CourseId course, std::vector<int> ordinals) {
    const auto rows = co_await database.read(sql::list_passages_at, org, course, json_list(ordinals));
    co_return all<Passage>(rows, to_passage);
}

}  // namespace library
