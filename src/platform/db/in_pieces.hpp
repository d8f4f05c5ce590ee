#pragma once
#include "platform/db/database.hpp"

namespace db {

// Runs a statement that writes at most as many rows as its last parameter says until one writes fewer, so that no transaction is long. The arguments
// are taken by value: the coroutine outlives the call.
template <class... Args>
Task<void> write_in_pieces(Database& database, const Query& query, Args... args) {
    constexpr std::int64_t piece = 5'000;
    while ((co_await database.write(query, args..., piece)).affected() == piece) {
    }
}

}  // namespace db
