#include "lrs/jobs/jobs.hpp"

#include "platform/error.hpp"
#include "platform/log/log.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

using namespace std::chrono_literals;

namespace {
constexpr auto tick = 250ms;
const std::string watching = "watch";
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

Task<void> Jobs::rest(std::chrono::milliseconds span) { co_await wake_.wait("rest", wake_.ticket("rest"), timing::in(span)); }

Task<void> Jobs::watch() {
    while (!stop_.stop_requested()) {
        co_await look();
        co_await rest(tick);
    }
    leave(watching);
}

Task<void> Jobs::look() {
    try {
        co_await keep_leases();
        for (auto& piece : co_await find_())
            if (!stop_.stop_requested() && enter(piece.id)) pool::spawn(executor_, name_, run_one(std::move(piece)));
    } catch (const Error&) {
        // Logged by the database; the next look tries again.
    }
}

Task<void> Jobs::keep_leases() {
    if (timing::now() - kept_at_ < job_lease / 6) co_return;
    kept_at_ = timing::now();
    bool working = false;
    {
        const std::lock_guard lock(mutex_);
        working = running_.size() > 1;  // one is the watch
    }
    if (working) co_await keep_();
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
    left_.notify_all();
}

}  // namespace lrs
