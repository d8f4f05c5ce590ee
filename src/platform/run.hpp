#pragma once
#include <boost/asio/any_io_executor.hpp>

#include <optional>
#include <utility>

#include "platform/task.hpp"

// Runs one task, and what it spawns on its own executor, to the end on an event loop made for it; the calling thread waits.
// For threads without a loop of their own: tests, commands, a feed of an observer. Throws what the task throws.
void run_to_end(Task<void> task);
// The same on the threads of `executor`, of which the calling one is none.
void run_on(const boost::asio::any_io_executor& executor, Task<void> task);

template <class T>
Task<void> keep_result(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
}
template <class T>
T run_to_end(Task<T> task) {
    std::optional<T> result;
    run_to_end(keep_result(std::move(task), result));
    return std::move(*result);
}
template <class T>
T run_on(const boost::asio::any_io_executor& executor, Task<T> task) {
    std::optional<T> result;
    run_on(executor, keep_result(std::move(task), result));
    return std::move(*result);
}
