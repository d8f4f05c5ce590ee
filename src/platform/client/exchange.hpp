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

    // The curl thread's side.
    void set_head(Response head);
    enum class Added { all, none_yet, unheard };  // none_yet: too much waits already; unheard: nobody listens any more
    Added add_bytes(std::string_view bytes);
    bool has_room() const;  // for bytes
    // Moves what is there of the upload, at most so many bytes; 0 and upload_over(): no more will be.
    std::size_t take_upload(char* into, std::size_t most);
    bool has_upload() const;   // take_upload() has something to say
    bool upload_over() const;  // nothing more of it is wanted
    void finish();
    void fail(TransferError error);

    // The listener's side.
    Task<std::expected<Response, TransferError>> head();
    Task<std::expected<std::string, TransferError>> piece();
    bool has_made_room();  // since it was asked last
    // Resumes when a piece of the upload may be given. False: none is wanted any more.
    Task<bool> wait_for_room();
    void give(std::string piece);
    void break_off(TransferError error);  // the upload cannot go on
    void abandon();
    void drain();  // an `abandon` after this lets the rest come and go

    bool unwanted() const;  // abandoned or stopped: the transfer need not go on

private:
    Task<void> wait_until(bool (Exchange::*ready)() const);
    bool head_ready() const { return head_ || error_ || finished_; }
    bool piece_ready() const { return !bytes_.empty() || error_ || finished_; }
    bool is_over() const { return error_ || finished_ || abandoned_ || (head_ && head_->status >= 300); }
    bool room_ready() const { return uploaded_ == upload_.size() || is_over(); }
    template <class Handler>
    void park(const boost::asio::any_io_executor& executor, bool (Exchange::*ready)() const, Handler handler);
    void wake();  // under the mutex

    mutable std::mutex mutex_;
    std::optional<Response> head_;
    std::string bytes_;
    std::string upload_;          // the piece that is being sent
    std::size_t uploaded_ = 0;    // bytes of it
    std::optional<TransferError> error_;
    std::optional<boost::asio::steady_timer> timer_;
    std::stop_token stop_;
    bool finished_ = false;
    bool abandoned_ = false;
    bool draining_ = false;
    bool full_ = false, made_room_ = false;
};

}  // namespace client
