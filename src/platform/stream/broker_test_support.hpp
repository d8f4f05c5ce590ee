#pragma once
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "platform/db/db_test_support.hpp"
#include "platform/stream/stream.hpp"

extern char** environ;

namespace stream {

inline int free_port() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(listener);
    return ntohs(address.sin_port);
}

inline bool listens(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool fine = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return fine;
}

enum class Kind { redis, nats };

// A real broker whose data survives its crash.
class BrokerProcess {
public:
    explicit BrokerProcess(Kind kind) : kind_(kind) { start(); }
    ~BrokerProcess() { crash(); }

    void start() {
        const auto port = std::to_string(port_), place = directory_.path().string();
        std::vector<std::string> words{"redis-server", "--port", port, "--dir", place, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--loglevel", "warning"};
        if (kind_ == Kind::nats) words = {"nats-server", "-a", "127.0.0.1", "-p", port, "-js", "-sd", place, "-l", place + "/log"};
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ASSERT_EQ(::posix_spawnp(&process_, arguments[0], nullptr, nullptr, arguments.data(), environ), 0) << words[0] << " is not installed";
        for (int i = 0; i < 500 && !listens(port_); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    void crash() {
        if (process_ == 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    std::string url() const { return std::string(kind_ == Kind::redis ? "redis" : "nats") + "://127.0.0.1:" + std::to_string(port_); }
    std::unique_ptr<Stream> open(std::chrono::milliseconds lease = std::chrono::seconds(10)) const {
        Config config{.lease = lease};
        (kind_ == Kind::redis ? config.redis_url : config.nats_url) = url();
        return open_broker(config, "test");
    }

private:
    Kind kind_;
    db::TemporaryDirectory directory_;
    int port_ = free_port();
    pid_t process_ = 0;
};

}  // namespace stream
