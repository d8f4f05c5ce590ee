#pragma once
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/row_batch.hpp"
#include "platform/id.hpp"

namespace lrs {

// The tail of the store: statements that are durable and whose keys are not yet in `statement_keys`. Entered at once, nearly
// every key would change a page of that index; entered thousands at a time and in order, many share one. A reader looks at the
// tail first and at the index then, so it misses nothing and may meet a statement twice (query.cpp).

// Puts statements of one transaction into the tail: rows of up to a thousand that follow each other in one organisation. `keys` of a row is numbers of
// eight bytes: of a single statement its keys; of several, for each what it is stored as, how many keys it has, and these.
class TailRows {
public:
    explicit TailRows(db::Transaction& tx);
    void add(const OrgId& org, timing::Micros stored, std::span<const std::int64_t> keys);
    void flush();

private:
    void end_row();

    db::RowBatch rows_;
    OrgId org_;
    timing::Micros first_ = 0, last_ = 0;
    std::int32_t statements_ = 0;
    std::vector<std::int64_t> numbers_;
};

// The statements of a row of the tail; `column` is where stored, statements and keys stand in it.
class TailRow {
public:
    struct Statement {
        timing::Micros stored;
        std::span<const std::int64_t> keys;
    };
    explicit TailRow(const db::Row& row, std::size_t column = 0);
    TailRow(TailRow&&) = default;
    const std::vector<Statement>& statements() const { return statements_; }

private:
    std::vector<std::int64_t> numbers_;
    std::vector<Statement> statements_;  // their keys are among the numbers
};

// Enters the keys of the oldest statements of the tail, in several transactions so that nobody who stores waits long; how many
// statements that were. One caller at a time in a process; another process, or an erasure, at the same time only costs work.
Task<std::size_t> enter_keys(db::Database& database);

// Enters all of them in this transaction: for who changes what a statement is found by.
void enter_all_keys(db::Transaction& tx);

// Keeps the tail, which every reader reads, to some ten thousands in programs that store without calling enter_keys beside it. To be told by each
// transaction that stores how many it adds, and how many have been entered: only where many seem to wait does it look, since on PostgreSQL a
// transaction that reads the tail and another that cuts it cannot both be committed. Any thread.
class TailGuard {
public:
    static constexpr std::size_t long_tail = 98'304;  // statements: several rounds of the loop, which should be there first
    void added(db::Transaction& tx, std::size_t statements);
    void entered(std::size_t statements);
    // Of what this process has stored, about.
    std::size_t waiting() const { return waiting_; }

private:
    std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace lrs
