#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "platform/clock/clock.hpp"

namespace limits {

// What became of asking a bucket for tokens.
struct Taken {
    int tokens = 0;            // 0: there was none, and
    timing::Micros wait = 0;   // there will be one after this time
    double left = 0;           // else: what the bucket still holds
};

// What this process knows of buckets without asking: tokens that were taken ahead of need, and who has none and until when. So most decisions
// cost no database work, and a flood of refused requests none at all. Bounded; tokens that are forgotten are lost to their subject until they
// are refilled, so nobody ever gets more by it. Any thread.
class Purses {
public:
    struct Decision {
        enum class Kind { taken, refused, unknown } kind = Kind::unknown;
        timing::Micros wait = 0;  // of `refused`
        int wish = 1;             // of `unknown`: as many are worth asking the bucket for
    };
    Decision take(const std::string& key, timing::Micros now);
    // `taken` came from a bucket of this capacity and rate; one token of it is for who asked, the rest is kept as long as they would take to refill.
    void keep(const std::string& key, const Taken& taken, double capacity, double tokens_per_micro, timing::Micros now);

private:
    struct Purse {
        int tokens = 0, wish = 1;
        timing::Micros good_until = 0, refused_until = 0;
    };
    static constexpr std::size_t most = 10'000;
    std::mutex mutex_;
    std::unordered_map<std::string, Purse> purses_;
};

}  // namespace limits
