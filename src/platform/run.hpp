#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

#include "platform/task.hpp"

// Runs one task, and what it spawns on its own executor, to the end on an event loop made for it; the calling thread waits.
// For programs without a loop of their own: tests and benchmarks. Throws what the task throws.
template <class T>
T run_to_end(Task<T> task) {
    boost::asio::io_context loop;
    std::exception_ptr failure;
    std::optional<T> result;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown, T value) {
        failure = thrown;
        if (!thrown) result.emplace(std::move(value));
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

inline void run_to_end(Task<void> task) {
    boost::asio::io_context loop;
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown) { failure = thrown; });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}
