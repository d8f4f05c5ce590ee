#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/db/sqlite/connection.hpp"

namespace db::sqlite {

// Brings what stands in the write-ahead log into the file, beside who writes: SQLite's own way is that a commit in some does it, and all who wait for that
// commit wait for it. What was committed meanwhile is left in the log, which begins anew only when nothing is; so when the log is long, short rounds follow each
// other until little is left, and the writer brings in that rest himself, since all who store wait for it. (https://www.sqlite.org/wal.html, "Avoiding Excessively Large WAL Files") A round begins only when the log holds what is not in the file: until 3.51.3
// one that begins when all is, while somebody writes the first page of a new log, could lose that (https://www.sqlite.org/wal.html, "The WAL-Reset Bug").
class Checkpointer {
public:
    explicit Checkpointer(const std::string& path);
    ~Checkpointer();

    // To be told by the writer after each commit how many pages the log has; true when it is time to bring in the rest.
    bool wants_the_rest(int pages_of_log);

private:
    void run();

    Connection connection_;
    std::mutex mutex_;  // of what follows
    std::condition_variable changed_;
    int pages_ = 0;          // of the log after the last commit
    int brought_ = 0;        // of these, at least, as the last round left them
    int short_rounds_ = 0;   // since the log is long
    bool goes_on_ = false;   // another round at once
    bool is_busy_ = false;
    bool closed_ = false;
    std::thread thread_;
};

}  // namespace db::sqlite
