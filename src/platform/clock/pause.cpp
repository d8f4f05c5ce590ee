#include "platform/clock/pause.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace timing {

Task<void> pause(std::chrono::milliseconds span) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, span);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

}  // namespace timing
