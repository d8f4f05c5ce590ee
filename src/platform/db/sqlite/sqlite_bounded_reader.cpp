#include <optional>

#include "platform/db/drivers.hpp"
#include "platform/db/sqlite/connection.hpp"

namespace db::sqlite {

namespace {
// A single statement is a transaction of its own, which sees the file as it was at its first step.
class SqliteBoundedReader final : public BoundedReader {
public:
    explicit SqliteBoundedReader(std::string path) : path_(std::move(path)) {}
    Rows read(const Query& query, std::span<const Value> parameters, Bounds bounds) override {
        if (!connection_) connection_.emplace(path_, Access::read_only);
        return connection_->run_bounded(query, parameters, bounds);
    }

private:
    std::string path_;
    std::optional<Connection> connection_;
};
}  // namespace

}  // namespace db::sqlite

namespace db {
std::unique_ptr<BoundedReader> read_sqlite(const std::string& path) { return std::make_unique<sqlite::SqliteBoundedReader>(path); }
}  // namespace db
