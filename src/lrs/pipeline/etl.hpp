#pragma once
#include <atomic>
#include <vector>

#include "lrs/pipeline/rollups.hpp"
#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

// Brings statements into statements_flat and the tables of reports. `stored` rises in the order of commits, so a cursor over it
// misses nothing; a batch is written in the transaction that moves the cursor from where the batch was read, so of several
// processes, and of the two ETLs, one writes it and the others find it done.
class Etl {
public:
    // `database` and `cpu` outlive it.
    Etl(db::Database& database, pool::Pool& cpu) : database_(database), cpu_(cpu) {}

    // One batch of every organisation that has news; how many statements that were. One caller at a time.
    Task<std::size_t> advance();
    // What is missing behind the cursor, which is nothing unless rows were lost: each statement is looked at once.
    Task<std::size_t> repair();
    // advance() and repair() until nothing is left.
    Task<std::size_t> catch_up();
    // Makes the next repair() look at all statements again.
    Task<void> forget_checks();

    // When the oldest statement that advance() has met and not yet written was stored; 0 when there is none.
    timing::Micros behind_since() const { return behind_since_; }

private:
    struct Source {
        OrgId org;
        timing::Micros cursor = 0;
        std::int64_t erasures = 0;
    };
    Task<std::size_t> advance_one(Source source);
    Task<std::size_t> repair_one(OrgId org, timing::Micros from, timing::Micros to);
    Task<std::size_t> write_missing(OrgId org, timing::Micros from, timing::Micros to, std::int64_t limit);
    std::int64_t batch_size() const;

    db::Database& database_;
    pool::Pool& cpu_;
    KnownMarks known_;
    std::atomic<std::int64_t> average_bytes_ = 2000;
    std::atomic<timing::Micros> behind_since_ = 0;
};

// Of rows (stored, voided, body).
std::vector<FlatRow> flatten_rows(const OrgId& org, const db::Rows& rows);
// Writes rows that are not there yet. May run more than once.
void write_flat(db::Transaction& tx, const OrgId& org, const std::vector<FlatRow>& rows, const KnownMarks& known, std::vector<std::size_t>& learned);

}  // namespace lrs
