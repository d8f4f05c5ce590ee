#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>

#include "platform/http/response_writer.hpp"
#include "platform/http/session.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

namespace asio = boost::asio;

namespace {
constexpr std::chrono::seconds longest_silence{15};

metrics::Gauge& open_streams() {
    static metrics::Gauge& gauge = metrics::gauge("http_streams", "Streams that are open");
    return gauge;
}

template <class Text>
void free_memory(Text& text) {
    Text().swap(text);
}
}  // namespace

// From here on the session is owned by its stream's coroutine; the one that read the request ends.
void Session::begin_stream(std::unique_ptr<Stream> stream, StreamForm form) {
    free_memory(input_);
    free_memory(output_);
    input_begin_ = input_end_ = 0;
    reader_.release();
    connections_.enter(*this, Phase::streaming, {});
    {
        const std::lock_guard lock(strand_mutex_);
        strand_.emplace(asio::make_strand(socket_.get_executor()));
    }
    asio::co_spawn(*strand_, pump(shared_from_this(), std::move(stream), form),
                   asio::bind_cancellation_slot(leave_.slot(), asio::detached));
}

Task<void> Session::pump(std::shared_ptr<Session> self, std::unique_ptr<Stream> stream, StreamForm form) {
    open_streams().add(1);
    watch_client();
    bool ended = false;
    try {
        co_await pump_pieces(*stream, form);
        ended = true;
    } catch (const boost::system::system_error&) {
        // The client left, or the server stops: cancelled in either case.
        ended = connections_.draining;
    } catch (const std::exception& failure) {
        logging::error("stream.failed", {{"reason", std::string(failure.what())}});
    }
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    stream.reset();
    if (ended && form.chunked) co_await write_last_chunk();
    connections_.remove(*this);
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
    open_streams().add(-1);
}

Task<void> Session::write_last_chunk() {
    try {
        co_await write(last_chunk, {});
    } catch (const boost::system::system_error&) {
        // The client left first.
    }
}

Task<void> Session::pump_pieces(Stream& stream, StreamForm form) {
    std::string framed;
    while (true) {
        auto piece = co_await stream.next(timing::in(longest_silence));
        if (!piece || connections_.draining) co_return;
        if (piece->empty() && form.events) *piece = ": \n\n";
        if (!form.chunked) framed = std::move(*piece);
        else append_chunk(framed, *piece);
        piece.reset();
        co_await write(framed, {});
        connections_.enter(*this, Phase::streaming, {});
        free_memory(framed);
    }
}

// Nothing more is expected from the client, so a readable socket means that it left, or sends what nobody will read.
void Session::watch_client() {
    socket_.async_wait(Socket::wait_read, asio::bind_executor(*strand_, [weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (self && !error) self->look_at_client();
    }));
}

void Session::look_at_client() {
    char byte = 0;
    const ssize_t size = recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (size > 0) return;
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return watch_client();
    leave_.emit(asio::cancellation_type::terminal);
}

void Session::drain() {
    const std::lock_guard lock(strand_mutex_);
    if (!strand_) return;
    asio::post(*strand_, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->leave_.emit(asio::cancellation_type::terminal);
    });
}

}  // namespace http
