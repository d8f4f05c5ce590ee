#pragma once
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace http {

// The other end of a connection, in tests: plain bytes over a plain socket, blocking for three seconds at most.
class Peer {
public:
    explicit Peer(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval limit{3, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the server does not take connections");
    }
    Peer(Peer&& other) noexcept : socket_(std::exchange(other.socket_, -1)), held_(std::move(other.held_)) {}
    ~Peer() {
        if (socket_ >= 0) close(socket_);
    }

    // False when the server does not take all of it.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // Up to and with `mark`, or all when the connection ends before it.
    std::string read_until(std::string_view mark) {
        while (held_.find(mark) == held_.npos && receive()) {}
        const auto at = held_.find(mark);
        return take(at == held_.npos ? held_.size() : at + mark.size());
    }
    // One answer with a Content-Length.
    std::string read_answer() {
        std::string head = read_until("\r\n\r\n");
        const auto at = head.find("Content-Length: ");
        const std::size_t size = at == head.npos ? 0 : std::stoul(head.substr(at + 16));
        while (held_.size() < size && receive()) {}
        return head + take(std::min(size, held_.size()));
    }
    std::string read_all() {
        while (receive()) {}
        return take(held_.size());
    }

private:
    bool receive() {
        char bytes[65536];
        const ssize_t size = recv(socket_, bytes, sizeof bytes, 0);
        if (size > 0) held_.append(bytes, static_cast<std::size_t>(size));
        return size > 0;
    }
    std::string take(std::size_t size) {
        std::string taken = held_.substr(0, size);
        held_.erase(0, size);
        return taken;
    }

    int socket_;
    std::string held_;
};

}  // namespace http
