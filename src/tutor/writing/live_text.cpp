#include "tutor/writing/live_text.hpp"

#include "platform/log/log.hpp"

namespace tutor {
namespace {

// A turn outlives the request that began it, and the process: its own id is what ties its calls together.
tracing::Context trace_of(const TurnId& turn) {
    auto trace = turn.str();
    std::erase(trace, '-');
    return tracing::Context::of_trace(trace);
}

}  // namespace

std::shared_ptr<LiveText> LiveText::start(Room& room, const Turn& turn, const Pen& pen, models::Prompt prompt) {
    auto live = std::make_shared<LiveText>(room.shared_from_this(), "model:" + turn.id.str());
    models::Context context;
    context.org = turn.org;
    context.user = turn.user;
    context.trace = trace_of(turn.id);
    context.patience = room.config.patience;
    context.stop = pen.stop_token();
    pool::spawn(room.executor, "turn.model", run(live, std::move(prompt), std::move(context)));
    return live;
}

Task<void> LiveText::run(std::shared_ptr<LiveText> self, models::Prompt prompt, models::Context context) {
    models::Result result = std::unexpected(models::ModelError{models::Reason::unavailable, "the call was not recorded", ""});
    try {
        result = co_await self->room_->models.complete(models::Alias::tutor, std::move(prompt), std::move(context),
                                                       [&live = *self](std::string_view piece) { live.take(piece); });
    } catch (const std::exception& problem) {
        logging::error("turn.model_failed", {{"what", std::string(problem.what())}});
    }
    self->finish(std::move(result));
}

void LiveText::finish(models::Result result) {
    {
        const std::lock_guard lock(mutex_);
        result_.emplace(std::move(result));
    }
    room_->signal.notify(key_);
}

void LiveText::take(std::string_view piece) {
    {
        const std::lock_guard lock(mutex_);
        pending_ += piece;
    }
    room_->signal.notify(key_);
}

std::string LiveText::taken() {
    const std::lock_guard lock(mutex_);
    return std::exchange(pending_, std::string());
}

bool LiveText::finished() {
    const std::lock_guard lock(mutex_);
    return result_.has_value();
}

Task<std::string> LiveText::next() {
    while (std::chrono::steady_clock::now() < not_before_ && !finished()) {
        const auto ticket = room_->signal.ticket(key_);
        if (!finished()) co_await room_->signal.wait(key_, ticket, not_before_);
    }
    while (true) {
        const auto ticket = room_->signal.ticket(key_);
        const bool last = finished();
        auto text = taken();
        if (!text.empty() || last) {
            not_before_ = timing::in(room_->config.coalesce);
            co_return text;
        }
        co_await room_->signal.wait(key_, ticket, timing::in(std::chrono::seconds(5)));
    }
}

}  // namespace tutor
