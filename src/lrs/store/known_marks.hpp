#pragma once
#include <cstddef>
#include <mutex>
#include <unordered_set>
#include <vector>

namespace lrs {

// Remembers by their marks which rows are written already, so that what repeats costs no query. Forgetting, as it does when it grows too large, only
// costs a query. Any thread.
class KnownMarks {
public:
    bool has(std::size_t mark) const;
    void learn(const std::vector<std::size_t>& marks);  // after the commit
    void forget();

private:
    mutable std::mutex mutex_;
    std::unordered_set<std::size_t> marks_;
};

}  // namespace lrs
