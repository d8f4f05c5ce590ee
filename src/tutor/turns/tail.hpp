#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "tutor/turns/turn.hpp"

namespace tutor {

// The newest events of one turn in wire form, shared by everyone who watches it in this process: ten thousand watchers cost one
// copy and no query. Filled after the commit by whoever wrote the events, or by the poll when that was another process. Any thread.
class Tail {
public:
    Tail(OrgId org, TurnId turn) : org_(std::move(org)), turn_(std::move(turn)) {}

    const OrgId& org() const { return org_; }
    const TurnId& turn() const { return turn_; }

    // Says where the turn stood when the first watcher came; later calls change nothing.
    void start_at(std::int64_t seq);
    enum class Fit { taken, gap };
    // Takes events that follow what is held and ignores known ones; `gap` when some between are missing.
    Fit push(std::span<const Event> events);
    // Takes events read from the rows, where numbers may be missing for good.
    void push_rows(std::span<const Event> events);
    std::int64_t base() const;  // the number before the first held event
    std::int64_t last() const;  // the newest

    struct Piece {
        std::string wire;
        std::int64_t seq = 0;
        bool over = false;  // it ends with the terminal event
    };
    // What follows `seq`; empty wire when nothing does, nullopt when that is older than what is held.
    std::optional<Piece> after(std::int64_t seq) const;

private:
    struct Item {
        std::int64_t seq;
        std::shared_ptr<const std::string> wire;
        bool terminal;
    };
    void take(const Event& event);

    const OrgId org_;
    const TurnId turn_;
    mutable std::mutex mutex_;
    bool started_ = false;
    std::int64_t base_ = 0;  // the number before the first held event
    std::int64_t last_ = 0;
    std::deque<Item> items_;
};

// The tails of turns that somebody watches.
class Tails {
public:
    std::shared_ptr<Tail> join(const OrgId& org, const TurnId& turn);
    std::shared_ptr<Tail> find(const TurnId& turn) const;  // null when nobody watches
    std::vector<std::shared_ptr<Tail>> all();              // and forgets those that nobody watches any more

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::weak_ptr<Tail>> tails_;
};

// One event as it goes over the wire.
std::string wire(const Event& event);

}  // namespace tutor
