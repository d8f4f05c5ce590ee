#pragma once
#include <boost/asio/buffer.hpp>
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
    static constexpr std::size_t slow_body_rate = 32 * 1024;  // bytes that buy a body one more second
    enum class Stage { unknown, waiting, head, body };
    struct StreamForm {
        bool chunked;
        bool events;  // of text/event-stream: silence is broken by comments
    };

    bool has_buffered_request();
    Task<bool> read_request();
    bool begin_work();
    void end_work();
    Task<void> continue_reading();
    Task<void> refuse(Refusal refusal);
    Task<void> linger();
    bool keep_alive() const;
    std::string_view put_answer(const Response& response, bool head_only);
    Task<void> answer_stream(Response response);
    bool flush_now();
    Task<void> flush(std::string_view body = {});
    void empty_output();
    std::size_t write_some(std::string_view first, std::string_view second);
    Task<void> write(std::string_view first, std::string_view second);
    void advance();
    void enter_stage();
    void make_space();
    boost::asio::mutable_buffer space();
    bool hold_body(std::size_t bytes);
    void release_body();
    void believe_proxy();

    // session_body.cpp
    class Incoming;
    bool begins_stream();
    Task<void> receive_body();
    void check_body() const;
    Task<std::string> take_piece();
    Task<void> collect_body(std::size_t limit);

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
    bool served_ = false, closing_ = false;
    bool unread_ = false;  // the answer came before the end of the body: nothing can follow it
    std::optional<std::size_t> stream_beyond_;  // of the request's route, once it has been asked
    std::unique_ptr<BodyStream> incoming_;
    std::chrono::milliseconds body_patience_{};  // how long the rest of a streamed body may be waited for
    std::size_t held_body_ = 0;  // our part of Connections::body_bytes

    // Of a stream only. The signal is emitted on the strand, where the stream's coroutine runs.
    using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
    std::mutex strand_mutex_;
    std::optional<Strand> strand_;
    boost::asio::cancellation_signal leave_;
};

}  // namespace http
