#include "platform/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <exception>

void run_to_end(Task<void> task) {
    boost::asio::io_context loop;
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown) { failure = thrown; });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

void run_on(const boost::asio::any_io_executor& executor, Task<void> task) {
    boost::asio::co_spawn(executor, std::move(task), boost::asio::use_future).get();
}
