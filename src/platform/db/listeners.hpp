#pragma once
#include <functional>
#include <list>
#include <mutex>
#include <set>
#include <string_view>
#include <utility>

namespace db {

using Topics = std::set<std::string_view>;  // literals

// Who waits for news of a topic. Any thread.
class Listeners {
public:
    // Must neither wait nor listen.
    using Heard = std::function<void()>;

private:
    struct Listener {
        std::string_view topic;
        Heard heard;
    };
    using Place = std::list<Listener>::iterator;

public:
    // Once it is gone, the function it was made with does not run and is not called again. The listeners outlive it.
    class Listening {
    public:
        Listening() = default;
        Listening(Listeners& listeners, Place place) : listeners_(&listeners), place_(place) {}
        Listening(Listening&& other) noexcept : listeners_(std::exchange(other.listeners_, nullptr)), place_(other.place_) {}
        Listening& operator=(Listening&& other) noexcept {
            std::swap(listeners_, other.listeners_);
            std::swap(place_, other.place_);
            return *this;
        }
        ~Listening() {
            if (listeners_) listeners_->remove(place_);
        }

    private:
        Listeners* listeners_ = nullptr;
        Place place_;
    };

    Listening add(std::string_view topic, Heard heard) {
        const std::lock_guard lock(mutex_);
        return {*this, all_.insert(all_.end(), {topic, std::move(heard)})};
    }
    void tell(std::string_view topic) {
        const std::lock_guard lock(mutex_);
        for (const auto& [wanted, heard] : all_)
            if (wanted == topic) heard();
    }
    void tell_all() {
        const std::lock_guard lock(mutex_);
        for (const auto& listener : all_) listener.heard();
    }

private:
    void remove(Place place) {
        const std::lock_guard lock(mutex_);
        all_.erase(place);
    }

    std::mutex mutex_;
    std::list<Listener> all_;
};

using Listening = Listeners::Listening;

}  // namespace db
