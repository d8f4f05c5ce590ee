#include "platform/db/sqlite/checkpointer.hpp"

#include <algorithm>

namespace db::sqlite {

namespace {
constexpr int pages_of_round = 4000;
constexpr int few_pages = 256;    // a writer brings them in within some milliseconds
constexpr int most_short_rounds = 4;
constexpr int long_log = 12'000;  // 48 MB; what it grows by until it begins anew stays below the connection's journal_size_limit
}  // namespace

Checkpointer::Checkpointer(const std::string& path) : connection_(path, Access::write), thread_(&Checkpointer::run, this) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

bool Checkpointer::wants_the_rest(int pages_of_log) {
    const std::lock_guard lock(mutex_);
    if (pages_of_log < pages_) brought_ = short_rounds_ = 0;  // the log has begun anew
    pages_ = pages_of_log;
    if (is_busy_) return false;
    if (brought_ >= long_log && pages_ - brought_ > few_pages && short_rounds_ < most_short_rounds) {
        ++short_rounds_;
        goes_on_ = true;
        changed_.notify_one();
        return false;
    }
    if (brought_ >= long_log) {
        brought_ = pages_ - pages_of_round / 2;  // should a reader keep the log from beginning anew, another round comes first
        return true;
    }
    if (pages_ - brought_ >= pages_of_round) changed_.notify_one();
    return false;
}

void Checkpointer::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return closed_ || goes_on_ || pages_ - brought_ >= pages_of_round; });
        if (closed_) return;
        is_busy_ = true;
        goes_on_ = false;
        lock.unlock();
        const int brought = connection_.check_point();
        connection_.sync_file();  // which SQLite does only at the log's end, where the writer would wait for all of it
        lock.lock();
        is_busy_ = false;
        brought_ = std::min(brought, pages_);  // the log may have begun anew
    }
}

}  // namespace db::sqlite
