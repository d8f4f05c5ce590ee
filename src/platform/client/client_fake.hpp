#pragma once
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// For tests: a server on loopback that says exactly what a script tells it to, right or wrong, as slowly as it likes.
namespace client {

// One connection as a script sees it. The socket closes when the script returns.
class ScriptedConnection {
public:
    ScriptedConnection(int socket, std::string request, const std::atomic<bool>& closing)
        : socket_(socket), request_(std::move(request)), closing_(closing) {}

    const std::string& request() const { return request_; }  // head and body as they came; see ScriptedServer::Begins
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void send_after(std::chrono::milliseconds pause, std::string_view bytes) {
        std::this_thread::sleep_for(pause);
        send(bytes);
    }
    // A whole answer of known length; the connection closes after it.
    void answer(int status, std::string_view body, std::string_view headers = "") {
        send("HTTP/1.1 " + std::to_string(status) + " Scripted\r\ncontent-length: " + std::to_string(body.size()) +
             "\r\nconnection: close\r\n" + std::string(headers) + "\r\n" + std::string(body));
    }
    // The head of a stream that ends when the script returns.
    void begin_stream(std::string_view content_type = "text/event-stream") {
        send("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: " + std::string(content_type) + "\r\n\r\n");
    }
    // The head of a stream whose early end is a cut: the promised length never comes.
    void begin_stream_to_cut() {
        send("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\ncontent-length: 1000000\r\n\r\n");
    }
    // Says nothing until the client has gone or the server closes. True when the client went.
    bool hang() {
        while (!closing_) {
            pollfd watched{socket_, POLLIN | POLLRDHUP, 0};
            if (::poll(&watched, 1, 10) > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR))) return true;
        }
        return false;
    }
    // Reads on until the client has gone or the server closes; how many bytes came.
    std::size_t read_on() {
        std::size_t bytes = 0;
        char buffer[16384];
        while (!closing_) {
            pollfd watched{socket_, POLLIN, 0};
            if (::poll(&watched, 1, 10) <= 0) continue;
            const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            bytes += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    int socket_;
    std::string request_;
    const std::atomic<bool>& closing_;
};

class ScriptedServer {
public:
    using Script = std::function<void(ScriptedConnection&)>;

    // When a script begins: behind the body, or behind the head, and then nobody reads on.
    enum class Begins { behind_body, behind_head };
    // The n-th connection runs the n-th script; the last one serves all that follow.
    explicit ScriptedServer(std::vector<Script> scripts, Begins begins = Begins::behind_body) : scripts_(std::move(scripts)), begins_(begins) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(listener_, 64);
        socklen_t size = sizeof address;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    ~ScriptedServer() {
        closing_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        acceptor_.join();
        ::close(listener_);
        for (auto& one : connections_) one.join();
    }

    std::string url(std::string_view path = "") const { return "http://127.0.0.1:" + std::to_string(port_) + std::string(path); }
    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

private:
    void accept_all() {
        for (std::size_t count = 0;; ++count) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            const auto& script = scripts_[std::min(count, scripts_.size() - 1)];
            connections_.emplace_back([this, socket, &script] { serve(socket, script); });
        }
    }
    void serve(int socket, const Script& script) {
        ScriptedConnection connection(socket, read_request(socket), closing_);
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(connection.request());
        }
        script(connection);
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
    }
    std::string read_request(int socket) {
        std::string bytes;
        while (!closing_ && !whole(bytes)) {
            pollfd watched{socket, POLLIN, 0};
            if (::poll(&watched, 1, 10) <= 0) continue;
            char buffer[16384];
            const auto got = ::recv(socket, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            bytes.append(buffer, static_cast<std::size_t>(got));
        }
        return bytes;
    }
    bool whole(std::string_view bytes) const {
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string_view::npos) return false;
        if (begins_ == Begins::behind_head) return true;
        const auto length = bytes.find("Content-Length: ");
        if (length > end) return true;
        return bytes.size() - end - 4 >= std::stoul(std::string(bytes.substr(length + 16, 12)));
    }

    std::vector<Script> scripts_;
    Begins begins_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> closing_ = false;
    std::thread acceptor_;
    std::list<std::thread> connections_;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
};

}  // namespace client
