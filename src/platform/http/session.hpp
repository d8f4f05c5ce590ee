#pragma once
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "platform/http/connections.hpp"
#include "platform/http/request_reader.hpp"

namespace http {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// One connection: reads requests, has the router answer them, writes the answers in order. Answers to pipelined requests
// leave together. When an answer is a stream the session lets go of its buffers and becomes that stream.
class Session : public Watch, public std::enable_shared_from_this<Session> {
public:
    Session(Connections& connections, Socket socket, std::string peer);
    ~Session() override;
    Task<void> run();

protected:
    void drain() override;

private:
    enum class Next { request, close, stream };
    enum class Stage { unknown, waiting, head, body };
    struct StreamForm {
        bool chunked;
        bool events;  // of text/event-stream: silence is broken by comments
    };

    Task<Next> serve_one();
    Task<bool> read_request();
    Task<bool> read_more();
    Task<void> continue_reading();
    Task<void> refuse(Refusal refusal);
    Task<void> linger();
    Task<Next> answer(Response response, bool head_only);
    Task<Next> answer_stream(Response response);
    Task<void> flush(std::string_view body = {});
    Task<void> write(std::string_view first, std::string_view second);
    void advance();
    void enter_stage();
    void make_space();
    bool hold_body(std::size_t bytes);
    void release_body();
    void believe_proxy();

    // session_stream.cpp
    void begin_stream(std::unique_ptr<Stream> stream, StreamForm form);
    Task<void> pump(std::shared_ptr<Session> self, std::unique_ptr<Stream> stream, StreamForm form);
    Task<void> pump_pieces(Stream& stream, StreamForm form);
    Task<void> write_last_chunk();
    void watch_client();
    void look_at_client();

    Connections& connections_;
    Socket socket_;
    std::string peer_;
    RequestReader reader_;
    std::string input_;
    std::size_t input_begin_ = 0, input_end_ = 0;
    std::string output_;
    Stage stage_ = Stage::unknown;
    bool served_ = false;
    std::size_t held_body_ = 0;  // our part of Connections::body_bytes

    // Of a stream only. The signal is emitted on the strand, where the stream's coroutine runs.
    using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
    std::mutex strand_mutex_;
    std::optional<Strand> strand_;
    boost::asio::cancellation_signal leave_;
};

}  // namespace http
