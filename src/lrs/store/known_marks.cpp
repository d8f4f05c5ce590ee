#include "lrs/store/known_marks.hpp"

namespace lrs {

bool KnownMarks::has(std::size_t mark) const {
    const std::lock_guard lock(mutex_);
    return marks_.contains(mark);
}

void KnownMarks::learn(const std::vector<std::size_t>& marks) {
    constexpr std::size_t most = 200'000;
    const std::lock_guard lock(mutex_);
    if (marks_.size() >= most) marks_.clear();
    marks_.insert(marks.begin(), marks.end());
}

void KnownMarks::forget() {
    const std::lock_guard lock(mutex_);
    marks_.clear();
}

}  // namespace lrs
