#include "platform/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <exception>

namespace {
Task<void> keep_failure(Task<void> task, std::exception_ptr& failure) {
    try {
        co_await std::move(task);
    } catch (...) {
        failure = std::current_exception();
    }
}
}  // namespace

void run_to_end(Task<void> task) {
    boost::asio::io_context loop;
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown) { failure = thrown; });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

void run_on(const boost::asio::any_io_executor& executor, Task<void> task) {
    // What is thrown belongs to the caller alone when it is told. A promise would keep it too and might let go of it last, on the other thread, which only
    // libstdc++'s own count of owners allows: ThreadSanitizer, which does not see into that library, calls it a race.
    std::exception_ptr failure;
    boost::asio::co_spawn(executor, keep_failure(std::move(task), failure), boost::asio::use_future).get();
    if (failure) std::rethrow_exception(failure);
}
