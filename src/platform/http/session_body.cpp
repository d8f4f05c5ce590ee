#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

#include "platform/http/session.hpp"

// Bodies that reach their handler as they come.
namespace http {

namespace asio = boost::asio;

namespace {
std::chrono::milliseconds since(timing::Deadline start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}
}  // namespace

class Session::Incoming final : public BodyStream {
public:
    explicit Incoming(Session& session) : session_(session) {}
    Task<std::string> piece() override { return session_.take_piece(); }
    Task<void> collect(std::size_t limit) override { return session_.collect_body(limit); }

private:
    Session& session_;
};

// True when the rest of the body is left to the handler.
bool Session::begins_stream() {
    if (reader_.state() != RequestReader::State::body) return false;
    auto& request = reader_.request();
    if (!stream_beyond_) stream_beyond_ = connections_.router.stream_beyond(request.method, request.path);
    if (*stream_beyond_ == 0 || std::max(reader_.announced_body(), request.body.size()) <= *stream_beyond_) return false;
    body_patience_ = connections_.config.body_deadline;
    incoming_ = std::make_unique<Incoming>(*this);
    request.stream = incoming_.get();
    return true;
}

// Only the time that is spent waiting for the client counts, and the more comes, the longer it may take.
Task<void> Session::receive_body() {
    if (!output_.empty() && !flush_now()) co_await flush();
    if (reader_.take_expectation()) co_await continue_reading();
    stage_ = Stage::body;
    make_space();
    const auto began = std::chrono::steady_clock::now();
    connections_.enter(*this, Phase::reading, body_patience_);
    boost::system::error_code error;
    const auto received = co_await socket_.async_read_some(space(), asio::redirect_error(asio::use_awaitable, error));
    connections_.enter(*this, Phase::working, {});
    body_patience_ += std::chrono::milliseconds(received * 1000 / slow_body_rate) - since(began);
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    if (error) throw Error(expired() ? ErrorCode::timeout : ErrorCode::invalid, expired() ? "the body took too long to come" : "the body ended too early");
    input_end_ += received;
    advance();
    check_body();
}

void Session::check_body() const {
    if (reader_.state() == RequestReader::State::refused) throw Error(code_of_refusal(reader_.refusal().status), reader_.refusal().reason);
}

Task<std::string> Session::take_piece() {
    auto& body = reader_.request().body;
    check_body();
    while (body.empty() && reader_.state() == RequestReader::State::body) co_await receive_body();
    co_return std::exchange(body, {});
}

Task<void> Session::collect_body(std::size_t limit) {
    const auto& body = reader_.request().body;
    const auto large = [limit] { return Error(ErrorCode::too_large, fmt::format("the body is larger than the {} bytes that are taken here", limit)); };
    if (reader_.announced_body() > limit) throw large();
    check_body();
    while (reader_.state() == RequestReader::State::body) {
        co_await receive_body();
        if (body.size() > limit) throw large();
        if (!hold_body(body.size())) throw Error(ErrorCode::unavailable, "too much is being uploaded at once").retry_in(std::chrono::seconds(1));
    }
}

}  // namespace http
