#include "platform/client/exchange.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace client {

namespace asio = boost::asio;

void Exchange::wake() {
    if (timer_) timer_->cancel();
}

void Exchange::set_head(Response head) {
    const std::lock_guard lock(mutex_);
    head_ = std::move(head);
    wake();
}

bool Exchange::add_bytes(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (draining_) return true;
    if (abandoned_) return false;
    bytes_.append(bytes);
    wake();
    return true;
}

void Exchange::finish() {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    wake();
}

void Exchange::fail(TransferError error) {
    const std::lock_guard lock(mutex_);
    if (finished_ || error_) return;
    error_ = std::move(error);
    wake();
}

void Exchange::abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = !draining_;
    timer_.reset();
}

void Exchange::drain() {
    const std::lock_guard lock(mutex_);
    draining_ = true;
}

bool Exchange::unwanted() const {
    const std::lock_guard lock(mutex_);
    return abandoned_ || stop_.stop_requested();
}

template <class Handler>
void Exchange::park(const asio::any_io_executor& executor, bool (Exchange::*ready)() const, Handler handler) {
    const std::lock_guard lock(mutex_);
    if (!timer_) timer_.emplace(executor);
    timer_->expires_at((this->*ready)() ? timing::Deadline::min() : timing::Deadline::max());
    timer_->async_wait(std::move(handler));
}

Task<void> Exchange::wait_until(bool (Exchange::*ready)() const) {
    const auto executor = co_await asio::this_coro::executor;
    constexpr auto token = asio::as_tuple(asio::use_awaitable);
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            if ((this->*ready)()) co_return;
        }
        co_await asio::async_initiate<decltype(token), void(boost::system::error_code)>(
            [this, executor, ready](auto handler) { park(executor, ready, std::move(handler)); }, token);
    }
}

Task<std::expected<Response, TransferError>> Exchange::head() {
    co_await wait_until(&Exchange::head_ready);
    const std::lock_guard lock(mutex_);
    if (head_) co_return *head_;
    co_return std::unexpected(error_.value_or(TransferError{Failure::cut, "the answer ended before its head"}));
}

// Bytes that came before a failure are handed out first: a cut stream keeps its partial text.
Task<std::expected<std::string, TransferError>> Exchange::piece() {
    co_await wait_until(&Exchange::piece_ready);
    const std::lock_guard lock(mutex_);
    if (!bytes_.empty()) co_return std::exchange(bytes_, {});
    if (error_) co_return std::unexpected(*error_);
    co_return std::string();
}

}  // namespace client
