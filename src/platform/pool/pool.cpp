#include "platform/pool/pool.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "platform/error.hpp"
#include "platform/log/log.hpp"

namespace pool {

namespace asio = boost::asio;

struct Pool::State {
    explicit State(int threads) : threads(static_cast<std::size_t>(threads)) {}
    asio::thread_pool threads;
};

Pool::Pool(int threads) : state_(std::make_unique<State>(threads)) {}
Pool::~Pool() { close(); }

void Pool::close() { state_->threads.join(); }

void Pool::post(std::function<void()> work) {
    asio::post(state_->threads, [work = std::move(work)] {
        try {
            work();
        } catch (const std::exception& failure) {
            logging::error("pool.failed", {{"reason", std::string(failure.what())}});
        }
    });
}

Task<void> Pool::run_void(std::function<void()> work) {
    const auto start = [this, &work](auto done) {
        // Tracked work keeps the waiter's event loop alive while the work is on another thread.
        auto resume = asio::prefer(asio::get_associated_executor(done), asio::execution::outstanding_work.tracked);
        asio::post(state_->threads, [&work, resume, done = std::move(done)]() mutable {
            std::exception_ptr failure;
            try {
                work();
            } catch (...) {
                failure = std::current_exception();
            }
            asio::post(resume, [done = std::move(done), failure]() mutable { std::move(done)(failure); });
        });
    };
    // Posted work cannot be called back, and it uses this frame: a cancelled caller still waits for it.
    co_await asio::async_initiate<decltype(asio::use_awaitable), void(std::exception_ptr)>(start, asio::use_awaitable);
}

namespace {
void log_failure(const std::string& name, std::exception_ptr failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        logging::error("task.failed", {{"task", name}, {"reason", std::string(error.what())}});
    } catch (...) {
        logging::error("task.failed", {{"task", name}, {"reason", std::string("unknown")}});
    }
}
}  // namespace

void spawn(asio::any_io_executor executor, std::string_view name, Task<void> task) {
    asio::co_spawn(executor, std::move(task),
                   [name = std::string(name)](std::exception_ptr failure) { log_failure(name, failure); });
}

}  // namespace pool
