#include "tutor/turns/tail.hpp"

#include "platform/http/http.hpp"

namespace tutor {
namespace {
constexpr std::size_t held_events = 256;
}

std::string wire(const Event& event) { return http::sse(std::to_string(event.seq), event.kind, event.payload); }

void Tail::start_at(std::int64_t seq) {
    const std::lock_guard lock(mutex_);
    if (started_) return;
    started_ = true;
    base_ = last_ = seq;
}

Tail::Fit Tail::push(std::span<const Event> events) {
    const std::lock_guard lock(mutex_);
    if (events.empty()) return Fit::taken;
    if (!started_) {
        started_ = true;
        base_ = last_ = events.front().seq - 1;
    }
    for (const auto& event : events) {
        if (event.seq <= last_) continue;
        if (event.seq != last_ + 1) return Fit::gap;
        take(event);
    }
    return Fit::taken;
}

void Tail::push_rows(std::span<const Event> events) {
    const std::lock_guard lock(mutex_);
    for (const auto& event : events)
        if (started_ && event.seq > last_) take(event);
}

void Tail::take(const Event& event) {
    if (!items_.empty() && items_.back().terminal) items_.pop_back();  // the turn was continued
    items_.push_back({event.seq, std::make_shared<const std::string>(wire(event)), is_terminal(event.kind)});
    last_ = event.seq;
    while (items_.size() > held_events) {
        base_ = items_.front().seq;
        items_.pop_front();
    }
}

std::int64_t Tail::base() const {
    const std::lock_guard lock(mutex_);
    return base_;
}

std::int64_t Tail::last() const {
    const std::lock_guard lock(mutex_);
    return last_;
}

std::optional<Tail::Piece> Tail::after(std::int64_t seq) const {
    const std::lock_guard lock(mutex_);
    if (!started_ || seq < base_) return std::nullopt;
    Piece piece{"", seq, false};
    auto item = items_.end();
    while (item != items_.begin() && std::prev(item)->seq > seq) --item;
    for (; item != items_.end(); ++item) {
        piece.wire += *item->wire;
        piece.seq = item->seq;
        piece.over = item->terminal;
    }
    return piece;
}

std::shared_ptr<Tail> Tails::join(const OrgId& org, const TurnId& turn) {
    const std::lock_guard lock(mutex_);
    auto& known = tails_[turn.str()];
    auto tail = known.lock();
    if (!tail) known = tail = std::make_shared<Tail>(org, turn);
    return tail;
}

std::shared_ptr<Tail> Tails::find(const TurnId& turn) const {
    const std::lock_guard lock(mutex_);
    const auto known = tails_.find(turn.str());
    return known == tails_.end() ? nullptr : known->second.lock();
}

std::vector<std::shared_ptr<Tail>> Tails::all() {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Tail>> live;
    std::erase_if(tails_, [&live](const auto& entry) {
        auto tail = entry.second.lock();
        const bool gone = !tail;
        if (!gone) live.push_back(std::move(tail));
        return gone;
    });
    return live;
}

}  // namespace tutor
