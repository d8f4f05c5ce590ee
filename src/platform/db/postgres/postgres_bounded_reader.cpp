#include <fmt/format.h>

#include "platform/db/drivers.hpp"
#include "platform/db/postgres/connection.hpp"

namespace db::postgres {

namespace {
class PostgresBoundedReader final : public BoundedReader {
public:
    // Nothing is set on the session and nothing prepared, so it works behind a transaction pooler as well.
    explicit PostgresBoundedReader(const Config& config) : connection_({.url = config.database_url, .prepared_statements = false, .bounded = true}) {}

    // A second time when the connection had been lost since the last read.
    Rows read(const Query& query, std::span<const Value> parameters, Bounds bounds) override {
        try {
            return read_once(query, parameters, bounds);
        } catch (const Retry&) {
            connection_.drop();
        }
        return read_once(query, parameters, bounds);
    }

private:
    Rows read_once(const Query& query, std::span<const Value> parameters, Bounds bounds) {
        connection_.ensure();
        connection_.run_script("BEGIN READ ONLY");
        try {
            connection_.run_script(fmt::format("SET LOCAL statement_timeout = {}", bounds.time.count()));
            auto rows = fetch(query, parameters, bounds.rows);
            connection_.run_script("ROLLBACK");
            return rows;
        } catch (...) {
            connection_.drop();  // the server undoes what its client has left
            throw;
        }
    }

    // By a cursor, so that the server makes no more rows than are wanted; and it takes nothing but a SELECT.
    Rows fetch(const Query& query, std::span<const Value> parameters, std::size_t rows) {
        const auto declared = fmt::format("DECLARE asked NO SCROLL CURSOR FOR {}", query.postgres);
        connection_.run({query.name, "", declared}, parameters);
        const auto fetched = fmt::format("FETCH FORWARD {} FROM asked", rows);
        return connection_.run({query.name, "", fetched}, {});
    }

    Connection connection_;
};
}  // namespace

}  // namespace db::postgres

namespace db {
std::unique_ptr<BoundedReader> read_postgres(const Config& config) { return std::make_unique<postgres::PostgresBoundedReader>(config); }
}  // namespace db
