#pragma once
#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "platform/db/database.hpp"

namespace db {

struct Bounds {
    std::chrono::milliseconds time{5'000};
    std::size_t rows = 500;
};

// Reads that somebody asks for by hand, apart from the server's own: on one connection that can only read (SQLite: the file is opened read-only;
// PostgreSQL: a read-only transaction that is always undone), for a bounded time and number of rows. Blocking; one thread at a time.
class BoundedReader {
public:
    virtual ~BoundedReader() = default;
    // At most `bounds.rows` rows of a SELECT, however many it has. Throws Error(timeout) after `bounds.time`, and Error(internal) for what is no SELECT.
    virtual Rows read(const Query& query, std::span<const Value> parameters, Bounds bounds) = 0;
};

// Connects at the first read. The database must have been opened (and with that made) before.
std::unique_ptr<BoundedReader> open_bounded_reader(const Config& config, const std::string& data_directory);

}  // namespace db
