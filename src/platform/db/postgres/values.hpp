#pragma once
#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace db::postgres {

// Parameters in the text form of the protocol, bytes in the binary one; the server infers their types from the query.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    int size() const { return static_cast<int>(pointers_.size()); }
    const char* const* pointers() const { return pointers_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;  // nullptr: NULL
    std::vector<int> lengths_, formats_;
};

// One field of a result by its column's type: booleans and integers become int64, numeric int64 or double, bytea Bytes.
Value field(const PGresult* result, int row, int column);

}  // namespace db::postgres
