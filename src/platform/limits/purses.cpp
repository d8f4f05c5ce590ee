#include "platform/limits/purses.hpp"

#include <algorithm>

namespace limits {

namespace {
using timing::Micros;
// At a time, of the capacity and of what is left: little enough that several processes do not take each other's, that a crash loses nobody much,
// and that a purse beside a bucket that has filled up again is no second bucket.
constexpr double part_of_capacity = 12, part_of_rest = 2;

int wish_of(double capacity, double left) { return std::max(1, static_cast<int>(std::min({capacity / part_of_capacity, left / part_of_rest, 1e6}))); }
}  // namespace

Purses::Decision Purses::take(const std::string& key, Micros now) {
    using enum Decision::Kind;
    const std::lock_guard lock(mutex_);
    const auto found = purses_.find(key);
    if (found == purses_.end()) return {};
    Purse& purse = found->second;
    if (purse.refused_until > now) return {.kind = refused, .wait = purse.refused_until - now};
    if (purse.tokens == 0 || purse.good_until <= now) return {.wish = purse.wish};
    --purse.tokens;
    return {.kind = taken};
}

void Purses::keep(const std::string& key, const Taken& taken, double capacity, double tokens_per_micro, Micros now) {
    const std::lock_guard lock(mutex_);
    if (purses_.size() >= most) purses_.clear();
    Purse& purse = purses_[key];
    purse.refused_until = taken.tokens == 0 ? now + taken.wait : 0;
    purse.wish = wish_of(capacity, taken.left);
    if (taken.tokens <= 1) return;
    const Micros good_until = now + static_cast<Micros>(taken.tokens / tokens_per_micro);
    const bool had_some = purse.tokens > 0 && purse.good_until > now;  // two asked at once
    purse.good_until = had_some ? std::min(purse.good_until, good_until) : good_until;
    purse.tokens = (had_some ? purse.tokens : 0) + taken.tokens - 1;
}

}  // namespace limits
