#pragma once
#include <atomic>
#include <vector>

#include "lrs/pipeline/fresh_rows.hpp"
#include "lrs/pipeline/names.hpp"
#include "lrs/pipeline/sums.hpp"
#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

// Brings statements into statements_flat, and from there into the tables of reports (sums.hpp). `stored` rises in the order of commits, so a cursor over it
// misses nothing; a batch is written in the transaction that moves the cursor from where the batch was read, so of several
// processes, and of the two ETLs, one writes it and the others find it done.
class Etl {
public:
    // `database`, `cpu` and `fresh`, if any, outlive it.
    Etl(db::Database& database, pool::Pool& cpu, FreshRows* fresh = nullptr) : database_(database), cpu_(cpu), fresh_(fresh), sums_(database, cpu) {}

    // One batch of every organisation that has news; how many statements that were. One caller at a time.
    Task<std::size_t> advance();
    // What is missing behind the cursor, which is nothing unless rows were lost: each statement is looked at once.
    Task<std::size_t> repair();
    // One turn of the sums.
    Task<Sums::Turned> sum() { return sums_.advance(); }
    Task<std::size_t> sum_rows() { co_return (co_await sums_.advance()).rows; }
    // advance(), repair() and sum() until nothing is left; how many rows were written.
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
    Task<FlatRows> next_rows(const Source& source);
    void notice_erasures(const Source& source);
    Task<std::size_t> repair_one(OrgId org, timing::Micros from, timing::Micros to);
    Task<std::size_t> write_missing(OrgId org, timing::Micros from, timing::Micros to, std::int64_t limit);
    std::int64_t batch_size() const;

    db::Database& database_;
    pool::Pool& cpu_;
    FreshRows* fresh_;
    Sums sums_;
    KnownMarks known_;
    std::mutex mutex_;
    std::map<OrgId, std::int64_t> erasures_;  // as advance() last saw them
    std::atomic<std::int64_t> average_bytes_ = 2000;
    std::atomic<timing::Micros> behind_since_ = 0;
};

// Of rows (stored, voided, body).
FlatRows flatten_rows(const OrgId& org, const db::Rows& rows);
// Writes rows that are not there yet. May run more than once.
void write_flat(db::Transaction& tx, const OrgId& org, const FlatRows& rows, const Names& names);
// Rows that come behind the cursor are added to those sums that hold what was stored when they were.
void write_late(db::Transaction& tx, const OrgId& org, const FlatRows& rows, const KnownMarks& known, const SumReach& reach);

}  // namespace lrs
