#pragma once
#include <deque>
#include <map>
#include <mutex>

#include "lrs/pipeline/flatten.hpp"
#include "platform/id.hpp"

namespace lrs {

// Rows of statements that this process has just committed, on their way to the ETL, which then need not read and parse them again. What it hands out is
// all that has been stored since a cursor, or nothing: every group says what was stored before it, so a gap (another process's statements, a start,
// too many waiting) is seen and everything before it forgotten; the ETL reads from the database then. Any thread.
class FreshRows {
public:
    // What one transaction has stored, of all organisations.
    struct Group {
        std::int64_t epoch = 0;  // at its beginning
        timing::Micros previous = 0, last = 0;  // numbers of the store before and after it
        std::map<OrgId, FlatRows> rows;
    };

    // Nothing is kept before somebody wants it.
    void open() { open_ = true; }
    bool is_open() const { return open_; }

    std::int64_t epoch() const;
    // In the order of commits.
    void add(Group group);
    // The rows of `org` after `cursor`, `most` at most: all that were stored until the last of them. `erasures` was read with the cursor: rows whose
    // transaction began before it was known may have been erased and are not handed out.
    FlatRows take(const OrgId& org, timing::Micros cursor, std::int64_t erasures, std::size_t most);

private:
    struct Waiting {
        std::deque<std::shared_ptr<FlatRow>> rows;
        timing::Micros begin = 0;  // all later ones are in `rows`, or were stored before the first group
        std::int64_t erasures = -1;
    };
    void clear();

    std::atomic<bool> open_ = false;
    mutable std::mutex mutex_;
    std::int64_t epoch_ = 0;
    timing::Micros begin_ = 0, last_ = 0;  // of the groups that follow each other without a gap
    std::size_t waiting_ = 0;
    std::map<OrgId, Waiting> orgs_;
};

}  // namespace lrs
