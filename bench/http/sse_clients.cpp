// Opens many idle event streams, then has one event published and measures how long it takes to reach them all:
//   sse_clients PORT COUNT SERVER_PID
// Prints: bytes of the server's memory per stream, milliseconds until half and all have the event.
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {
using Clock = std::chrono::steady_clock;

int dial(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int file = socket(AF_INET, SOCK_STREAM, 0);
    if (file < 0 || connect(file, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        std::perror("connect");
        std::exit(1);
    }
    return file;
}

void say(int file, std::string_view text) {
    if (send(file, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) std::exit(1);
}

std::size_t resident_bytes(int pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6)) * 1024;
    return 0;
}

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

std::vector<int> open_streams(int port, int count) {
    std::vector<int> files;
    for (int i = 0; i < count; ++i) {
        files.push_back(dial(port));
        say(files.back(), "GET /v1/watch HTTP/1.1\r\nHost: bench\r\n\r\n");
        char head[1024];
        if (recv(files.back(), head, sizeof head, 0) <= 0) std::exit(1);
    }
    return files;
}

// The moments at which half of the streams and all of them have heard.
std::pair<double, double> wait_for_all(int epoll, std::size_t count, Clock::time_point start) {
    std::vector<epoll_event> ready(1024);
    std::size_t heard = 0;
    double half = 0;
    while (heard < count) {
        const int found = epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 10'000);
        if (found <= 0) std::exit(1);
        for (int i = 0; i < found; ++i) {
            char bytes[1024];
            if (recv(ready[static_cast<std::size_t>(i)].data.fd, bytes, sizeof bytes, 0) <= 0) std::exit(1);
            if (++heard == count / 2) half = milliseconds_since(start);
        }
    }
    return {half, milliseconds_since(start)};
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::fprintf(stderr, "usage: sse_clients PORT COUNT SERVER_PID\n"), 2;
    const int port = std::atoi(argv[1]), count = std::atoi(argv[2]), pid = std::atoi(argv[3]);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);

    const std::size_t before = resident_bytes(pid);
    const std::vector<int> files = open_streams(port, count);
    sleep(1);
    const double each = static_cast<double>(resident_bytes(pid) - before) / count;

    const int epoll = epoll_create1(0);
    for (const int file : files) {
        epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.fd = file}};
        epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event);
    }
    const int publisher = dial(port);
    const auto start = Clock::now();
    say(publisher, "POST /v1/publish HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n");
    const auto [half, all] = wait_for_all(epoll, files.size(), start);
    std::printf("%.0f %.1f %.1f\n", each, half, all);
}
