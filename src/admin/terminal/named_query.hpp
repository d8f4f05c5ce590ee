#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "platform/db/query.hpp"

// The queries of the administrator's terminal, as data: what each asks for and what it shows. Everything else is refused.
namespace admin {

// What a value is. `days` is a number of days that reach back from now; the query gets the moment they begin at. `day` counts from 1970.
enum class ValueKind { text, integer, real, usd, seconds, time, day, yes_no, days, choice };
std::string_view to_string(ValueKind kind);

struct Parameter {
    std::string_view name;
    ValueKind kind = ValueKind::text;
    std::string_view help;
    std::string_view fallback = {};  // when it is not given; empty: it must be
    std::int64_t least = 0, most = 0;  // of a number, or of the length of a text
    std::vector<std::string_view> choices = {};
};

struct Column {
    std::string_view name;
    ValueKind kind = ValueKind::text;
};

struct NamedQuery {
    std::string_view name, title, help;
    std::vector<Parameter> parameters;  // $2, $3, …; $1 is always the organisation
    std::vector<Column> columns;
    const db::Query* query;
};

std::span<const NamedQuery> named_queries();
const NamedQuery* find_named_query(std::string_view name);

}  // namespace admin
