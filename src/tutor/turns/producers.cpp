#include "tutor/turns/producers.hpp"

#include "platform/error.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/outcome.hpp"
#include "platform/pool/pool.hpp"

namespace tutor {
namespace {

// A turn that could not write one event in this many take-overs would bring down the next process, too.
constexpr int most_stalls = 25;

Ending failure(ErrorCode code, std::string message) {
    return {TurnState::failed, {{"error", {{"code", to_string(code)}, {"message", std::move(message)}}}}};
}

Ending failure_of(const std::exception& problem, const TurnId& turn) {
    if (const auto* error = dynamic_cast<const Error*>(&problem); error && error->code != ErrorCode::internal)
        return failure(error->code, error->detail);
    logging::error("turn.failed", {{"turn_id", turn.str()}, {"what", std::string(problem.what())}});
    return failure(ErrorCode::internal, "The tutor failed to go on. You can try to continue.");
}

// The database is away for a moment, say: no reason to end a lesson.
bool may_pass(const std::exception& problem) {
    const auto* error = dynamic_cast<const Error*>(&problem);
    return error && (error->code == ErrorCode::unavailable || error->code == ErrorCode::timeout);
}

}  // namespace

bool Producers::enter(const TurnId& turn) {
    const std::lock_guard lock(mutex_);
    return !shut_ && pens_.try_emplace(turn, nullptr).second;
}

void Producers::leave(const TurnId& turn) {
    const std::lock_guard lock(mutex_);
    pens_.erase(turn);
}

bool Producers::writes(const TurnId& turn) const {
    const std::lock_guard lock(mutex_);
    return pens_.contains(turn);
}

std::size_t Producers::count() const {
    const std::lock_guard lock(mutex_);
    return pens_.size();
}

void Producers::stopped(const TurnId& turn) {
    std::shared_ptr<Pen> pen;
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = pens_.find(turn); known != pens_.end()) pen = known->second;
    }
    if (pen) pen->lose();
}

void Producers::shut_down() {
    std::vector<std::shared_ptr<Pen>> pens;
    {
        const std::lock_guard lock(mutex_);
        shut_ = true;
        for (const auto& [turn, pen] : pens_)
            if (pen) pens.push_back(pen);
    }
    for (const auto& pen : pens) pen->lose();
}

Task<void> Producers::begin(Turn turn, TurnLog::Also also) {
    if (!enter(turn.id)) throw Error(ErrorCode::unavailable, "The server is shutting down. Try again in a moment.");
    auto opened = co_await outcome_of(log_.open(turn, std::move(also)));
    if (!opened) leave(turn.id);
    auto lease = or_throw(std::move(opened));
    start(std::move(turn), std::move(lease));
}

Task<bool> Producers::reopen(Turn turn, Draft first) {
    if (!enter(turn.id)) co_return false;
    auto reopened = co_await outcome_of(log_.reopen(turn.org, turn.id, std::move(first)));
    if (!reopened || !*reopened) leave(turn.id);
    auto lease = or_throw(std::move(reopened));
    if (!lease) co_return false;
    co_await start_fresh(std::move(turn), std::move(*lease));
    co_return true;
}

Task<void> Producers::adopt(Turn turn) {
    if (!enter(turn.id)) co_return;
    const auto id = turn.id;
    const auto adopted = co_await outcome_of(adopt_entered(std::move(turn)));
    if (!adopted) leave(id);
    or_throw(adopted);
}

Task<void> Producers::adopt_entered(Turn turn) {
    static auto& taken_over = metrics::counter("tutor_turns_taken_over_total", "Turns whose producer died and that this process took over");
    auto lease = co_await log_.claim(turn);
    if (!lease) {
        leave(turn.id);
        co_return;
    }
    taken_over.add();
    if (turn.stalls < most_stalls) {
        co_await start_fresh(std::move(turn), std::move(*lease));
        co_return;
    }
    std::vector<Draft> last{draft("interrupted", {{"reason", "taken over too often"}})};
    co_await log_.append(std::move(*lease), std::move(last), TurnState::interrupted);
    leave(turn.id);
}

// Reads the turn again: its former holder may have written until the moment of the claim.
Task<void> Producers::start_fresh(Turn turn, Lease lease) {
    auto now = co_await log_.find(turn.org, turn.id);
    start(now ? std::move(*now) : std::move(turn), std::move(lease));
}

void Producers::start(Turn turn, Lease lease) {
    auto pen = std::make_shared<Pen>(log_, std::move(lease));
    {
        const std::lock_guard lock(mutex_);
        pens_[turn.id] = pen;
        if (shut_) pen->lose();
    }
    pool::spawn(executor_, "turn", run(shared_from_this(), std::move(turn), std::move(pen)));
}

Task<void> Producers::run(std::shared_ptr<Producers> self, Turn turn, std::shared_ptr<Pen> pen) {
    const auto id = turn.id;
    auto ending = co_await self->ending(std::move(turn), pen);
    Outcome<void> ended;
    if (ending) ended = co_await outcome_of(pen->end(std::move(*ending)));
    // A turn that has no end, or whose end could not be stored, stays `running`; the watch finds it without a producer and takes it over.
    self->leave(id);
    or_throw(ended);
}

Task<std::optional<Ending>> Producers::ending(Turn turn, std::shared_ptr<Pen> pen) {
    const auto id = turn.id;
    try {
        co_return co_await produce_.at(turn.kind)(std::move(turn), std::move(pen));
    } catch (const std::exception& problem) {
        if (!may_pass(problem)) co_return failure_of(problem, id);
        logging::warn("turn.let_go", {{"turn_id", id.str()}, {"what", std::string(problem.what())}});
    }
    co_return std::nullopt;
}

}  // namespace tutor
