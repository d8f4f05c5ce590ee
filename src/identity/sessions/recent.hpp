#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "platform/clock/clock.hpp"

namespace identity {

// What was found out a moment ago, by key, so that a request costs no database round trip. Bounded. Any thread.
template <class Value>
class Recent {
public:
    std::optional<Value> find(const std::string& key) const {
        const std::lock_guard lock(mutex_);
        for (const Generation* generation : {&young_, &old_}) {
            const auto found = generation->find(key);
            if (found == generation->end()) continue;
            if (found->second.fresh_until < std::chrono::steady_clock::now()) return std::nullopt;
            return found->second.value;
        }
        return std::nullopt;
    }

    void put(const std::string& key, const Value& value, std::chrono::milliseconds fresh_for) {
        const std::lock_guard lock(mutex_);
        if (young_.size() >= most_in_generation) {
            old_ = std::move(young_);
            young_ = {};
        }
        young_.insert_or_assign(key, Entry{value, timing::in(fresh_for)});
    }

    void forget(const std::string& key) {
        const std::lock_guard lock(mutex_);
        young_.erase(key);
        old_.erase(key);
    }
    // Rare, so it may look at all of them.
    template <class Condition>
    void forget_if(Condition condition) {
        const std::lock_guard lock(mutex_);
        for (Generation* generation : {&young_, &old_})
            std::erase_if(*generation, [&](const auto& entry) { return condition(entry.first, entry.second.value); });
    }

private:
    struct Entry {
        Value value;
        timing::Deadline fresh_until;
    };
    using Generation = std::unordered_map<std::string, Entry>;
    static constexpr std::size_t most_in_generation = 10'000;

    mutable std::mutex mutex_;
    // When the young generation is full it becomes the old one, and the old one is let go.
    Generation young_, old_;
};

}  // namespace identity
