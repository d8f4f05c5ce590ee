// Parsed once for all rooms (cmake/room.cmake): what most files include, of our own only what nearly all rest on, so that a
// change in a room rebuilds that room alone. Each file still names what it uses: -DOT_PRECOMPILE=OFF compiles without this one.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/error.hpp"
#include "platform/http/router.hpp"
#include "platform/id.hpp"
#include "platform/json/json.hpp"
#include "platform/task.hpp"

// Templates that nearly every file would instantiate for itself, instantiated here.
namespace precompiled {
inline boost::asio::any_io_executor of(boost::asio::io_context& loop) { return loop.get_executor(); }
inline boost::asio::any_io_executor of(boost::asio::thread_pool& threads) { return threads.get_executor(); }
inline void spawn(const boost::asio::any_io_executor& executor, Task<void> task) { boost::asio::co_spawn(executor, std::move(task), boost::asio::detached); }
inline Task<void> await(Task<void> one, Task<std::string> two, Task<std::int64_t> three) {
    co_await std::move(one);
    co_await std::move(two);
    co_await std::move(three);
}
inline std::vector<db::Value> values(const std::vector<db::Value>& all, std::string text) {
    std::vector<db::Value> more(all.begin(), all.end());
    more.push_back(std::int64_t{1});
    more.emplace_back(std::move(text));
    return more;
}
}  // namespace precompiled
