#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "admin/terminal.hpp"
#include "admin/terminal/named_query.hpp"

namespace admin {

struct ColumnJson {
    std::string name, kind;
};
BOOST_DESCRIBE_STRUCT(ColumnJson, (), (name, kind))

struct ParameterJson {
    std::string name, kind, help;
    std::optional<std::string> fallback;
    std::optional<std::int64_t> least, most;
    std::vector<std::string> choices;
};
BOOST_DESCRIBE_STRUCT(ParameterJson, (), (name, kind, help, fallback, least, most, choices))

struct QueryJson {
    std::string name, title, help;
    std::vector<ParameterJson> parameters;
    std::vector<ColumnJson> columns;
};
BOOST_DESCRIBE_STRUCT(QueryJson, (), (name, title, help, parameters, columns))

struct QueriesJson {
    std::vector<QueryJson> queries;
};
BOOST_DESCRIBE_STRUCT(QueriesJson, (), (queries))

struct AskedJson {
    std::string query;
    std::optional<boost::json::object> parameters;
};
BOOST_DESCRIBE_STRUCT(AskedJson, (), (query, parameters))

struct FoundJson {
    std::string query;
    std::vector<ColumnJson> columns;
    std::vector<boost::json::array> rows;
    bool more = false;
    std::int64_t took_ms = 0;
};
BOOST_DESCRIBE_STRUCT(FoundJson, (), (query, columns, rows, more, took_ms))

}  // namespace admin

template <>
inline constexpr auto json::limits<admin::AskedJson> = std::array{json::text("query", 1, 64)};

namespace admin {

namespace {
std::vector<ColumnJson> columns_json(const NamedQuery& query) {
    std::vector<ColumnJson> columns;
    for (const auto& [name, kind] : query.columns) columns.push_back({std::string(name), std::string(to_string(kind))});
    return columns;
}

ParameterJson parameter_json(const Parameter& parameter) {
    ParameterJson shown{.name = std::string(parameter.name), .kind = std::string(to_string(parameter.kind)), .help = std::string(parameter.help)};
    if (!parameter.fallback.empty()) shown.fallback = parameter.fallback;
    if (parameter.most > 0) shown.least = parameter.least, shown.most = parameter.most;
    shown.choices.assign(parameter.choices.begin(), parameter.choices.end());
    return shown;
}

Task<QueriesJson> list() {
    QueriesJson reply;
    for (const NamedQuery& query : named_queries()) {
        QueryJson shown{std::string(query.name), std::string(query.title), std::string(query.help), {}, columns_json(query)};
        for (const Parameter& parameter : query.parameters) shown.parameters.push_back(parameter_json(parameter));
        reply.queries.push_back(std::move(shown));
    }
    co_return reply;
}

boost::json::value cell(const db::Row& row, std::size_t column, ValueKind kind) {
    if (row.is_null(column)) return nullptr;
    switch (kind) {
        case ValueKind::time: return boost::json::string(timing::to_rfc3339(row.integer(column)));
        case ValueKind::day: return boost::json::string(timing::to_rfc3339(row.integer(column) * timing::a_day).substr(0, 10));
        case ValueKind::yes_no: return row.integer(column) != 0;
        case ValueKind::integer: return row.integer(column);
        case ValueKind::real:
        case ValueKind::usd:
        case ValueKind::seconds: return row.real(column);
        default: return boost::json::string(row.text(column));
    }
}

boost::json::array row_json(const db::Row& row, const NamedQuery& query) {
    boost::json::array cells;
    for (std::size_t column = 0; column < query.columns.size(); ++column) cells.push_back(cell(row, column, query.columns[column].kind));
    return cells;
}

Task<FoundJson> ask(Terminal& terminal, const http::Caller& caller, AskedJson asked) {
    auto found = co_await terminal.ask(caller, asked.query, asked.parameters.value_or(boost::json::object{}));
    const NamedQuery& query = *find_named_query(asked.query);
    FoundJson reply{.query = asked.query, .columns = columns_json(query), .rows = {}, .more = found.more, .took_ms = found.took.count()};
    const auto shown = found.rows.size() - (found.more ? 1 : 0);
    for (std::size_t i = 0; i < shown; ++i) reply.rows.push_back(row_json(found.rows[i], query));
    co_return reply;
}
}  // namespace

void mount(http::Router& router, Terminal& terminal) {
    router.get("/v1/debug/queries", {.role = http::Role::admin, .summary = "The queries of the terminal and their parameters"},
               [](const http::Caller&, const http::Request&) { return list(); });
    router.post("/v1/debug/query", {.role = http::Role::admin, .summary = "Runs one of the terminal's queries, which only read"},
                [&terminal](const http::Caller& caller, AskedJson asked) { return ask(terminal, caller, std::move(asked)); });
}

}  // namespace admin
