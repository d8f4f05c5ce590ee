#include "platform/http/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <cstring>

#include "platform/http/response_writer.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/trace/trace.hpp"

namespace http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {
constexpr std::size_t small_buffer = 4 * 1024, large_buffer = 64 * 1024;
constexpr std::size_t gathered = 64 * 1024;         // answers beyond it leave before the next request is read
constexpr std::size_t bodies_together = 512 << 20;  // memory that bodies may hold in all

RequestReader::Limits limits_of(Connections& connections) {
    return {.head = connections.config.head_limit,
            .fields = 100,
            .body = [&router = connections.router](std::string_view method, std::string_view path) {
                return router.body_limit(method, path);
            }};
}

Response refusal_response(const Refusal& refusal) {
    const auto trace = tracing::Context().next();
    logging::Context context;
    context.trace_id = trace.trace_id();
    context.status = refusal.status;
    context.code = to_string(code_of_refusal(refusal.status));
    logging::write(logging::Level::info, "request.refused", context, {{"reason", refusal.reason}});
    metrics::counter("http_refused_total", "Requests that were closed before a route saw them",
                     "status=\"" + std::to_string(refusal.status) + '"').add();
    Response response = error_response(Error(code_of_refusal(refusal.status), refusal.reason), context.trace_id);
    response.status = refusal.status;
    return response;
}

bool is_bodiless(int status) { return status == 204 || status == 304; }

bool is_streamed(const Response& response, bool head_only) { return response.stream && !head_only && !is_bodiless(response.status); }

bool is_event_stream(const Response& response) {
    return std::ranges::any_of(response.headers, [](const Header& header) {
        return header.name == "Content-Type" && header.value.starts_with("text/event-stream");
    });
}
}  // namespace

Session::Session(Connections& connections, Socket socket, std::string peer)
    : connections_(connections), socket_(std::move(socket)), peer_(std::move(peer)), reader_(limits_of(connections)) {
    socket_.non_blocking(true);
    connections_.enter(*this, Phase::idle, connections_.config.head_deadline);
    connections_.add(*this, socket_.native_handle());
}

Session::~Session() {
    release_body();
    connections_.remove(*this);
}

// What can be done without waiting is done by plain functions: a coroutine less is a tenth of what a small request costs.
Task<void> Session::run() {
    try {
        while (has_buffered_request() || co_await read_request()) {
            const bool head_only = begin_work();
            Response response = co_await connections_.router.handle(std::move(reader_.request()));
            end_work();
            if (is_streamed(response, head_only)) co_return co_await answer_stream(std::move(response));
            const std::string_view rest = put_answer(response, head_only);
            if (!rest.empty() || !keep_alive() || output_.size() >= gathered) co_await flush(rest);
            if (unread_) co_await linger();
            if (!keep_alive()) co_return;
        }
    } catch (const boost::system::system_error&) {
        // The client is gone; nobody is left to tell.
    }
}

// True when the answer needs no body.
bool Session::begin_work() {
    connections_.enter(*this, Phase::working, {});
    served_ = true;
    believe_proxy();
    return reader_.request().method == "HEAD";
}

void Session::end_work() {
    release_body();
    incoming_.reset();
    stream_beyond_.reset();
    unread_ = reader_.state() != RequestReader::State::complete;
    reader_.reset();
}

// Begins the next request with what has come already.
bool Session::has_buffered_request() {
    reader_.request().peer = peer_;
    stage_ = Stage::unknown;
    advance();
    return reader_.state() == RequestReader::State::complete;
}

// False when no request came whole; what is to be said about that has been said.
Task<bool> Session::read_request() {
    using enum RequestReader::State;
    while (reader_.state() == head || reader_.state() == body) {
        if (begins_stream()) co_return true;
        if (!output_.empty() && !flush_now()) co_await flush();
        if (reader_.take_expectation()) co_await continue_reading();
        enter_stage();
        make_space();
        error_code error;
        input_end_ += co_await socket_.async_read_some(space(), asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            if (expired() && stage_ != Stage::waiting) co_await refuse({408, "the request took too long to come"});
            co_return false;
        }
        advance();
        if (!hold_body(reader_.request().body.size())) co_await refuse({503, "too much is being uploaded at once"});
    }
    if (reader_.state() == refused) co_await refuse(reader_.refusal());
    co_return reader_.state() == complete;
}

// Lets the reader take what has come.
void Session::advance() {
    using enum RequestReader::State;
    while (input_begin_ < input_end_ && (reader_.state() == head || reader_.state() == body)) {
        const std::size_t used = reader_.feed({input_.data() + input_begin_, input_end_ - input_begin_});
        input_begin_ += used;
        if (used == 0) return;
    }
}

void Session::enter_stage() {
    const bool in_body = reader_.state() == RequestReader::State::body;
    const Stage stage = in_body ? Stage::body : reader_.begun() ? Stage::head : Stage::waiting;
    if (stage == stage_) return;
    stage_ = stage;
    const ServerConfig& config = connections_.config;
    if (stage == Stage::body) connections_.enter(*this, Phase::reading, config.body_deadline);
    else if (stage == Stage::head) connections_.enter(*this, Phase::reading, config.head_deadline);
    else connections_.enter(*this, Phase::idle, served_ ? config.idle_deadline : config.head_deadline);
}

void Session::make_space() {
    if (input_begin_ == input_end_) {
        input_begin_ = input_end_ = 0;
        const std::size_t size = stage_ == Stage::body ? large_buffer : small_buffer;
        if (input_.size() < size || stage_ == Stage::waiting) input_.resize(size);
        if (stage_ == Stage::waiting && input_.capacity() > large_buffer / 2) input_.shrink_to_fit();
        return;
    }
    std::memmove(input_.data(), input_.data() + input_begin_, input_end_ - input_begin_);
    input_end_ -= std::exchange(input_begin_, 0);
    if (input_end_ == input_.size()) input_.resize(input_.size() * 2);  // the reader refuses before this grows far
}

asio::mutable_buffer Session::space() { return asio::buffer(input_.data() + input_end_, input_.size() - input_end_); }

// A body may take longer the more of it comes; one that trickles runs out of time.
bool Session::hold_body(std::size_t bytes) {
    if (bytes <= held_body_) return true;
    const std::size_t more = bytes - held_body_;
    connections_.extend(*this, std::chrono::milliseconds(more * 1000 / slow_body_rate));
    held_body_ = bytes;
    return connections_.body_bytes.fetch_add(more) + more <= bodies_together;
}

void Session::release_body() { connections_.body_bytes -= std::exchange(held_body_, 0); }

Task<void> Session::continue_reading() {
    output_ += "HTTP/1.1 100 Continue\r\n\r\n";
    co_await flush();
}

Task<void> Session::refuse(Refusal refusal) {
    Response response = refusal_response(refusal);
    connections_.router.dress_answer(reader_.request(), response);
    append_head(output_, response, {.keep_alive = false});
    co_await flush(response.body);
    co_await linger();
}

// A socket closed with unread bytes resets the connection, and the client may lose the answer that says why.
Task<void> Session::linger() {
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    connections_.enter(*this, Phase::writing, std::chrono::seconds(2));
    std::size_t discarded = 0;
    while (!error && discarded < (4 << 20)) {
        input_begin_ = input_end_ = 0;
        make_space();
        discarded += co_await socket_.async_read_some(space(), asio::redirect_error(asio::use_awaitable, error));
    }
}

bool Session::keep_alive() const { return reader_.keep_alive() && !closing_ && !unread_; }

// Appends the answer to what goes out next; gives back the body when it is too large to be copied.
std::string_view Session::put_answer(const Response& response, bool head_only) {
    closing_ = connections_.draining;
    const bool bodiless = is_bodiless(response.status) || response.stream;
    append_head(output_, response, {.body = bodiless ? Framing::Body::none : Framing::Body::sized,
                                    .http11 = reader_.is_http11(), .keep_alive = keep_alive()});
    if (bodiless || head_only) return {};
    const std::string_view body = body_of(response);
    if (body.size() >= gathered / 4) return body;
    output_ += body;
    return {};
}

Task<void> Session::answer_stream(Response response) {
    const StreamForm form{.chunked = reader_.is_http11(), .events = is_event_stream(response)};
    const auto body = form.chunked ? Framing::Body::chunked : Framing::Body::until_close;
    append_head(output_, response, {.body = body, .http11 = reader_.is_http11(), .keep_alive = false});
    co_await flush();
    begin_stream(std::move(response.stream), form);
}

// True when the socket took all of it at once.
bool Session::flush_now() {
    output_.erase(0, write_some(output_, {}));
    if (!output_.empty()) return false;
    empty_output();
    return true;
}

Task<void> Session::flush(std::string_view body) {
    co_await write(output_, body);
    empty_output();
    stage_ = Stage::unknown;
}

void Session::empty_output() {
    output_.clear();
    if (output_.capacity() > gathered) output_.shrink_to_fit();
}

// As much as the socket takes without waiting.
std::size_t Session::write_some(std::string_view first, std::string_view second) {
    error_code error;
    const std::array pieces{asio::buffer(first), asio::buffer(second)};
    const std::size_t written = second.empty() ? socket_.write_some(pieces[0], error) : socket_.write_some(pieces, error);
    if (error && error != asio::error::would_block) throw boost::system::system_error(error);
    return written;
}

// Each step has its own deadline: a slow reader gets a large file, one who stops reading does not hold us.
Task<void> Session::write(std::string_view first, std::string_view second) {
    while (true) {
        const std::size_t written = write_some(first, second);
        const std::size_t of_first = std::min(written, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(written - of_first);
        if (first.empty() && second.empty()) co_return;
        connections_.enter(*this, Phase::writing, connections_.config.write_deadline);
        co_await socket_.async_wait(Socket::wait_write, asio::use_awaitable);
    }
}

// What a proxy adds is believed only when one is configured; otherwise nobody above can be misled by it.
void Session::believe_proxy() {
    Request& request = reader_.request();
    if (!connections_.config.trust_proxy) {
        std::erase_if(request.headers, [](const Header& header) {
            return boost::beast::iequals(std::string_view(header.name).substr(0, 12), "x-forwarded-");
        });
        return;
    }
    auto address = request.header("x-forwarded-for").value_or("");
    address.remove_prefix(std::min(address.rfind(',') + 1, address.size()));  // the last one is what our proxy saw
    while (address.starts_with(' ')) address.remove_prefix(1);
    if (!address.empty()) request.peer = address;
}

}  // namespace http
