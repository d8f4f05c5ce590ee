#include "platform/db/database.hpp"

#include <stdexcept>

#include "platform/db/drivers.hpp"

namespace db {

namespace {
[[noreturn]] void wrong_type(std::size_t column, const char* wanted) {
    throw std::logic_error("column " + std::to_string(column) + " holds no " + wanted);
}

template <class T>
const T& held(std::span<const Value> values, std::size_t column, const char* wanted) {
    if (const T* value = std::get_if<T>(&values[column])) return *value;
    wrong_type(column, wanted);
}
}  // namespace

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(values_[column]); }

std::int64_t Row::integer(std::size_t column) const {
    // PostgreSQL's sum() of integers is numeric, which may arrive as a real.
    if (const double* real = std::get_if<double>(&values_[column])) return static_cast<std::int64_t>(*real);
    return held<std::int64_t>(values_, column, "integer");
}

double Row::real(std::size_t column) const {
    if (const std::int64_t* integer = std::get_if<std::int64_t>(&values_[column])) return static_cast<double>(*integer);
    return held<double>(values_, column, "real");
}

const std::string& Row::text(std::size_t column) const { return held<std::string>(values_, column, "text"); }
const Bytes& Row::bytes(std::size_t column) const { return held<Bytes>(values_, column, "bytes"); }

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

Rows Database::run_now(const Query& query, std::vector<Value> parameters) {
    Rows result;
    run_blocking([&](Transaction& tx) { result = tx.execute(query, parameters); });
    return result;
}

std::string sqlite_path(const Config& config, const std::string& data_directory) {
    const std::string& url = config.database_url;
    if (url.empty()) return data_directory + "/omnitutor.db";
    return url.starts_with("sqlite:") ? url.substr(7) : "";
}

std::unique_ptr<Database> open(const Config& config, const std::string& data_directory) {
    const auto path = sqlite_path(config, data_directory);
    return path.empty() ? open_postgres(config) : open_sqlite(path, config);
}

std::unique_ptr<BoundedReader> open_bounded_reader(const Config& config, const std::string& data_directory) {
    const auto path = sqlite_path(config, data_directory);
    return path.empty() ? read_postgres(config) : read_sqlite(path);
}

}  // namespace db
