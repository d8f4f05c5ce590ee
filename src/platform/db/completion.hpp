#pragma once
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <functional>

#include "platform/task.hpp"

namespace db {

// Called once by a database thread when a job is over, with its failure or null; as a rule it resumes the coroutine that waits for it. A failure is handed over,
// not shared: who catches it and who reported it are different threads.
using Done = std::move_only_function<void(std::exception_ptr failure)>;

// Calls `start(Done)` and waits until the Done is called, from any thread; goes on on the waiter's own executor.
template <class Start>
Task<void> until_done(Start start) {
    auto initiate = [&start](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        // Tracked work keeps the waiter's event loop alive while the job is on another thread.
        auto tracked = boost::asio::prefer(executor, boost::asio::execution::outstanding_work.tracked);
        start(Done([handler = std::move(handler), tracked](std::exception_ptr failure) mutable {
            boost::asio::post(tracked, [handler = std::move(handler), failure = std::move(failure)]() mutable { handler(std::move(failure)); });
        }));
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(std::exception_ptr)>(
        initiate, boost::asio::use_awaitable);
}

}  // namespace db
