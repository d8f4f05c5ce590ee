#pragma once
#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace db::postgres {

// Parameters in the text form of the protocol; the server infers their types from the query.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    int size() const { return static_cast<int>(pointers_.size()); }
    const char* const* pointers() const { return pointers_.data(); }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;  // nullptr: NULL
};

// One field of a result by its column's type: booleans and integers become int64, numeric int64 or double, bytea Bytes.
Value field(const PGresult* result, int row, int column);

}  // namespace db::postgres
