#pragma once
#include <boost/asio/awaitable.hpp>

// The one asynchronous result of the project. Rules (docs/architecture.md, "Threads and waiting"): a coroutine is a named
// function; a lambda may call one but never be one with captures; spawned work takes values, never references.
template <class T>
using Task = boost::asio::awaitable<T>;
