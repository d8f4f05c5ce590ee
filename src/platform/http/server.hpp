#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "platform/http/router.hpp"

namespace http {

struct ServerConfig {
    std::string listen = "127.0.0.1:8790";  // HOST:PORT; port 0 takes a free one
    int threads = 0;                        // 0: one per core
    std::chrono::milliseconds head_deadline{10'000};
    std::chrono::milliseconds body_deadline{60'000};
    std::chrono::milliseconds idle_deadline{75'000};
    std::chrono::milliseconds request_deadline{120'000};
    std::chrono::milliseconds write_deadline{30'000};
    std::chrono::milliseconds drain{10'000};
    std::size_t head_limit = 16 * 1024;
    int connections = 20'000;
    bool trust_proxy = false;  // believe X-Forwarded-For and -Proto
};

// HTTP/1.1 on its own I/O threads. Slow, oversized and malformed requests are answered (408, 413, 414, 431, 400) and closed.
class Server {
public:
    Server(ServerConfig config, Router& router);
    ~Server();
    int port() const;
    boost::asio::any_io_executor executor() const;
    void start();
    // Stops accepting, lets running requests finish within `drain`, ends streams so that they resume elsewhere. Blocking.
    void stop();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace http
