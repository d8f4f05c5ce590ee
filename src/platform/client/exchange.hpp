#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <expected>
#include <mutex>
#include <optional>
#include <stop_token>

#include "platform/client/client.hpp"

namespace client {

// One transfer as its two sides share it: the curl thread puts in, one coroutine takes out.
//
// The waiter parks on a timer that never fires and is cancelled to wake it. The timer is touched under the mutex only and dies
// with the waiting frame. An event loop may go away while somebody waits in it only after Client::close().
class Exchange {
public:
    explicit Exchange(std::stop_token stop) : stop_(std::move(stop)) {}

    // The curl thread's side. False from `add_bytes`: nobody listens any more.
    void set_head(Response head);
    bool add_bytes(std::string_view bytes);
    void finish();
    void fail(TransferError error);

    // The listener's side.
    Task<std::expected<Response, TransferError>> head();
    Task<std::expected<std::string, TransferError>> piece();
    void abandon();
    void drain();  // an `abandon` after this lets the rest come and go

    bool unwanted() const;  // abandoned or stopped: the transfer need not go on

private:
    Task<void> wait_until(bool (Exchange::*ready)() const);
    bool head_ready() const { return head_ || error_ || finished_; }
    bool piece_ready() const { return !bytes_.empty() || error_ || finished_; }
    template <class Handler>
    void park(const boost::asio::any_io_executor& executor, bool (Exchange::*ready)() const, Handler handler);
    void wake();  // under the mutex

    mutable std::mutex mutex_;
    std::optional<Response> head_;
    std::string bytes_;
    std::optional<TransferError> error_;
    std::optional<boost::asio::steady_timer> timer_;
    std::stop_token stop_;
    bool finished_ = false;
    bool abandoned_ = false;
    bool draining_ = false;
};

}  // namespace client
