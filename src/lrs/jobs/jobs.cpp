#include "lrs/jobs/jobs.hpp"

#include <algorithm>

#include "platform/error.hpp"
#include "platform/log/log.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

using namespace std::chrono_literals;

namespace {
constexpr auto least = 250ms;  // between two looks
constexpr std::chrono::microseconds idle = 5s;
const std::string watching = "watch", news = "news";
}  // namespace

Jobs::Jobs(std::string name, boost::asio::any_io_executor executor, Find find, Run run, Keep keep)
    : name_(std::move(name)), executor_(std::move(executor)), find_(std::move(find)), run_(std::move(run)), keep_(std::move(keep)) {}

void Jobs::start() {
    if (enter(watching)) pool::spawn(executor_, name_, watch());
}

void Jobs::stop() {
    stop_.request_stop();
    wake_.close();
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, 30s, [this] { return running_.empty(); });
}

void Jobs::wake() { wake_.notify(news); }

Task<void> Jobs::rest(std::chrono::milliseconds span) { co_await wake_.wait("rest", wake_.ticket("rest"), timing::in(span)); }

Task<void> Jobs::watch() {
    while (!stop_.stop_requested()) {
        const auto ticket = wake_.ticket(news);
        co_await look();
        co_await rest(least);
        co_await wake_.wait(news, ticket, next_look());
    }
    leave(watching);
}

// Leases are lengthened by looks.
timing::Deadline Jobs::next_look() {
    std::chrono::microseconds span = works() ? std::chrono::microseconds(job_lease / 6) : idle;
    if (next_due_ > 0) span = std::clamp(std::chrono::microseconds(next_due_ - timing::now()), 0us, span);
    return std::chrono::steady_clock::now() + span;
}

Task<void> Jobs::look() {
    try {
        co_await keep_leases();
        begin(co_await find_(timing::now() + idle.count()));
    } catch (const Error&) {
        // Logged by the database; the next look tries again.
    }
}

void Jobs::begin(std::vector<Piece> found) {
    next_due_ = 0;
    for (auto& piece : found) {
        if (piece.due_at > timing::now()) next_due_ = next_due_ == 0 ? piece.due_at : std::min(next_due_, piece.due_at);
        else if (!stop_.stop_requested() && enter(piece.id)) pool::spawn(executor_, name_, run_one(std::move(piece)));
    }
}

Task<void> Jobs::keep_leases() {
    if (timing::now() - kept_at_ < job_lease / 6) co_return;
    kept_at_ = timing::now();
    if (works()) co_await keep_();
}

bool Jobs::works() {
    const std::lock_guard lock(mutex_);
    return running_.size() > 1;  // one is the watch
}

Task<void> Jobs::run_one(Piece piece) {
    const auto id = piece.id;
    try {
        co_await run_(std::move(piece));
    } catch (const std::exception& failure) {
        logging::error("lrs.job_failed", {{"job", name_}, {"id", id}, {"reason", std::string(failure.what())}});
    }
    leave(id);
}

bool Jobs::enter(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return running_.insert(id).second;
}

void Jobs::leave(const std::string& id) {
    const std::lock_guard lock(mutex_);
    running_.erase(id);
    wake();  // more may have come while it ran
    left_.notify_all();
}

}  // namespace lrs
