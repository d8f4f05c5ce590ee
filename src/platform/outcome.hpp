#pragma once
#include <exception>
#include <expected>
#include <type_traits>
#include <utility>

#include "platform/task.hpp"

// What a task came to. A catch block cannot await; who must await something after a failure looks at the outcome instead:
//
//   const auto stored = co_await outcome_of(store(batch));
//   if (!stored) co_await give_up();
//   or_throw(stored);
template <class T>
using Outcome = std::expected<T, std::exception_ptr>;

template <class T>
Task<Outcome<T>> outcome_of(Task<T> work) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(work);
            co_return Outcome<void>();
        } else {
            co_return co_await std::move(work);
        }
    } catch (...) {
        co_return std::unexpected(std::current_exception());
    }
}

// The value, or the exception again.
template <class T>
T or_throw(Outcome<T> outcome) {
    if (!outcome) std::rethrow_exception(outcome.error());
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}
