#include "platform/client/exchange.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace client {

namespace asio = boost::asio;

namespace {
constexpr std::size_t most_waiting = 1 << 20;  // bytes of an answer
}

void Exchange::wake() {
    if (timer_) timer_->cancel();
}

void Exchange::set_head(Response head) {
    const std::lock_guard lock(mutex_);
    head_ = std::move(head);
    wake();
}

Exchange::Added Exchange::add_bytes(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (draining_) return Added::all;
    if (abandoned_) return Added::unheard;
    full_ = bytes_.size() >= most_waiting;
    if (full_) return Added::none_yet;
    bytes_.append(bytes);
    wake();
    return Added::all;
}

bool Exchange::has_room() const {
    const std::lock_guard lock(mutex_);
    return draining_ || bytes_.size() < most_waiting;
}

bool Exchange::has_made_room() {
    const std::lock_guard lock(mutex_);
    return std::exchange(made_room_, false);
}

std::size_t Exchange::take_upload(char* into, std::size_t most) {
    const std::lock_guard lock(mutex_);
    if (is_over()) return 0;
    const auto bytes = upload_.copy(into, most, uploaded_);
    uploaded_ += bytes;
    if (uploaded_ == upload_.size()) wake();
    return bytes;
}

bool Exchange::has_upload() const {
    const std::lock_guard lock(mutex_);
    return uploaded_ < upload_.size() || is_over();
}

bool Exchange::upload_over() const {
    const std::lock_guard lock(mutex_);
    return is_over();
}

Task<bool> Exchange::wait_for_room() {
    co_await wait_until(&Exchange::room_ready);
    co_return !upload_over();
}

void Exchange::give(std::string piece) {
    const std::lock_guard lock(mutex_);
    upload_ = std::move(piece);
    uploaded_ = 0;
}

void Exchange::break_off(TransferError error) {
    fail(std::move(error));
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
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
    if (!bytes_.empty()) {
        made_room_ = std::exchange(full_, false);
        co_return std::exchange(bytes_, {});
    }
    if (error_) co_return std::unexpected(*error_);
    co_return std::string();
}

}  // namespace client
