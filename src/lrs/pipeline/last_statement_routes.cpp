#include <boost/describe/class.hpp>

#include "lrs/pipeline/state.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct PlaceJson {
    std::string id, stored;
};
BOOST_DESCRIBE_STRUCT(PlaceJson, (), (id, stored))

struct LastStatementJson {
    std::optional<PlaceJson> stored, flat;  // the last one of the store, and of statements_flat
    double lag_seconds = 0;                 // age of the oldest statement that is not flat yet
    std::optional<std::string> checked_through;  // up to where the incremental ETL has looked for missing rows
    std::string etl_mode;
};
BOOST_DESCRIBE_STRUCT(LastStatementJson, (), (stored, flat, lag_seconds, checked_through, etl_mode))

namespace {
std::optional<PlaceJson> place_of(const db::Rows& rows) {
    if (rows.empty()) return std::nullopt;
    return PlaceJson{rows[0].text(1), timing::to_rfc3339(rows[0].integer(0))};
}

Task<LastStatementJson> last_statement(Pipeline::State& pipeline, const http::Caller& caller) {
    auto& database = pipeline.database;
    LastStatementJson reply{.etl_mode = pipeline.config.etl_mode};
    reply.flat = place_of(co_await database.read(sql::last_flat, caller.org));
    reply.stored = place_of(co_await database.read(sql::last_stored, caller.org));
    const auto cursor = co_await database.read(sql::find_etl_cursor, caller.org);
    const auto oldest = co_await database.read(sql::oldest_not_flat, caller.org, cursor.empty() ? 0 : cursor[0].integer(0));
    if (const auto at = oldest[0].optional_integer(0)) reply.lag_seconds = static_cast<double>(timing::now() - *at) / 1e6;
    if (!cursor.empty() && cursor[0].integer(1) > 0) reply.checked_through = timing::to_rfc3339(cursor[0].integer(1));
    co_return reply;
}
}  // namespace

void mount_last_statement(http::Router& router, Pipeline& pipeline) {
    router.get("/v1/debug/last-statement", {.role = http::Role::admin, .summary = "The last statement stored, the last one flattened, and what lies between"},
               [&pipeline](const http::Caller& caller, const http::Request&) { return last_statement(pipeline.state(), caller); });
}

}  // namespace lrs
