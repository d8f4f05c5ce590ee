#include "lrs/pipeline/fresh_rows.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_waiting = 16'384;  // about 25 MB
}

std::int64_t FreshRows::epoch() const {
    const std::lock_guard lock(mutex_);
    return epoch_;
}

void FreshRows::clear() {
    for (auto& [org, waiting] : orgs_) waiting.rows.clear();
    waiting_ = 0;
    begin_ = last_;
}

void FreshRows::add(Group group) {
    const std::lock_guard lock(mutex_);
    if (group.previous != last_ || waiting_ > most_waiting) {
        last_ = group.previous;
        clear();
    }
    last_ = group.last;
    if (group.epoch != epoch_) return clear();
    for (auto& [org, rows] : group.rows) {
        waiting_ += rows.size();
        auto& waiting = orgs_[org].rows;
        waiting.insert(waiting.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
}

FlatRows FreshRows::take(const OrgId& org, timing::Micros cursor, std::int64_t erasures, std::size_t most) {
    const std::lock_guard lock(mutex_);
    auto& waiting = orgs_[org];
    if (waiting.erasures != erasures) {
        waiting.erasures = erasures;
        ++epoch_;
        clear();
        return {};
    }
    if (cursor < std::max(begin_, waiting.begin)) return {};
    auto& rows = waiting.rows;
    while (!rows.empty() && rows.front()->stored <= cursor) {
        rows.pop_front();
        --waiting_;
    }
    waiting.begin = cursor;
    return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size()))};
}

}  // namespace lrs
