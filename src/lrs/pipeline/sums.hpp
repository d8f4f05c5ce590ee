#pragma once
#include <atomic>

#include "lrs/pipeline/rollups.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

// Adds rows of statements_flat to the sums that reports read, many rows at a time, so that a sum is written once for many statements. Follows the ETL by
// a cursor per organisation (table report_cursors). A turn is written in slices, each in a transaction of its own that moves the cursor from where the
// slice before left it, so nobody who stores waits long, and what dies in the middle is gone on with by anybody.
class Sums {
public:
    // `database` and `cpu` outlive it.
    Sums(db::Database& database, pool::Pool& cpu) : database_(database), cpu_(cpu) {}

    struct Turned {
        std::size_t rows = 0;  // that were read
        bool again = false;    // there was more than one turn takes, or somebody else was there
    };
    // One turn of every organisation that has news. Any thread; whoever calls while another call runs gets nothing done.
    Task<Turned> advance();

private:
    struct Source {
        OrgId org;
        SumReach reach;
        std::int64_t changes = 0;
    };
    struct Turn {
        Rollups rollups;
        std::size_t rows = 0;
        timing::Micros until = 0;
    };
    Task<Turned> advance_all();
    Task<Source> begin(OrgId org);
    Task<Turned> advance_one(Source source, timing::Micros flat_until);
    Task<Turn> read(const Source& source, timing::Micros until);
    Task<bool> write(Source source, const Turn& turn);

    db::Database& database_;
    pool::Pool& cpu_;
    std::atomic<bool> running_ = false;
};

}  // namespace lrs
