#pragma once
#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace db::postgres {

// Parameters in the text form of the protocol, bytes in the binary one; the server infers their types from the query. The values outlive it;
// texts among them are not copied.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    explicit Parameters(std::span<const View> values);
    int size() const { return static_cast<int>(pointers_.size()); }
    const char* const* pointers() const { return pointers_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    template <class SomeValues>
    void take(const SomeValues& values);
    const char* add(std::monostate) { return nullptr; }
    const char* add(std::int64_t value);
    const char* add(double value);
    const char* add(const std::string& value);
    const char* add(std::string_view value);
    const char* add(std::span<const std::byte> value);
    const char* keep(std::string text, int format = 0);

    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;  // nullptr: NULL
    std::vector<int> lengths_, formats_;
};

// One field of a result by its column's type: booleans and integers become int64, numeric int64 or double, bytea Bytes.
Value field(const PGresult* result, int row, int column);

}  // namespace db::postgres
