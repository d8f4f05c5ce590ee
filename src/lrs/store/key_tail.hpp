#pragma once
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// The tail of the store: statements that are durable and whose keys are not yet in `statement_keys`. Entered at once, nearly
// every key would change a page of that index; entered thousands at a time and in order, many share one. A reader looks at the
// tail first and at the index then, so it misses nothing and may meet a statement twice (query.cpp).

// The keys as one value of statement_tail: eight bytes each.
db::Bytes pack_keys(std::span<const std::int64_t> keys);
std::vector<std::int64_t> unpack_keys(const db::Bytes& packed);

// Enters the keys of the oldest statements of the tail, in several transactions so that nobody who stores waits long; how many
// statements that were. One caller at a time in a process; another process, or an erasure, at the same time only costs work.
Task<std::size_t> enter_keys(db::Database& database);

// Enters all of them in this transaction: for who changes what a statement is found by.
void enter_all_keys(db::Transaction& tx);

// Keeps the tail, which every reader reads, to some thousands in programs that store without calling enter_keys beside it. To be
// told by each transaction that stores how many it adds. Any thread.
class TailGuard {
public:
    void added(db::Transaction& tx, std::size_t statements);

private:
    std::atomic<std::size_t> since_looked_ = 0;
};

}  // namespace lrs
