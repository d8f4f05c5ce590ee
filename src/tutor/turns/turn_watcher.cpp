#include "tutor/turns/turn_watcher.hpp"

namespace tutor {
namespace {
constexpr int rows_at_once = 200;
}

TurnWatcher::TurnWatcher(TurnLog& log, std::shared_ptr<Tail> tail, std::string opening, std::int64_t after, bool over)
    : log_(log), tail_(std::move(tail)), opening_(std::move(opening)), after_(after), over_(over) {}

Task<std::optional<std::string>> TurnWatcher::next(timing::Deadline until) {
    if (!opening_.empty()) co_return std::exchange(opening_, std::string());
    while (!over_) {
        const auto ticket = log_.signal().ticket(tail_->turn().str());
        auto piece = tail_->after(after_);
        if (!piece) co_return co_await from_rows();
        if (!piece->wire.empty()) {
            after_ = piece->seq;
            over_ = piece->over;
            co_return std::move(piece->wire);
        }
        if (!co_await log_.signal().wait(tail_->turn().str(), ticket, until)) co_return "";
    }
    co_return std::nullopt;
}

Task<std::string> TurnWatcher::from_rows() {
    const auto events = co_await log_.events_after(tail_->org(), tail_->turn(), after_, rows_at_once);
    std::string text;
    for (const auto& event : events) text += wire(event);
    // Numbers may be missing for good: deltas that were dropped, an end that was continued.
    after_ = events.empty() ? tail_->base() : events.back().seq;
    over_ = !events.empty() && is_terminal(events.back().kind);
    co_return text;
}

}  // namespace tutor
