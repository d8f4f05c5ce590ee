// Learners who start a lesson at the same moment, lose their connection in the middle of it and come back:
//   lesson_clients PORT LEARNERS ROUNDS
// Prints milliseconds: p50, p99 and the longest from sending `POST /v1/lesson` to the first whole beat, then from reconnecting with
// `Last-Event-ID` to the first missed event.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "lesson_clients: %s\n", why.c_str());
    std::exit(1);
}

// One connection; blocking.
class Wire {
public:
    explicit Wire(int port) : file_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const int at_once = 1;
        setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
        if (connect(file_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect");
    }
    ~Wire() { close(file_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void send(const std::string& text) {
        if (::send(file_, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) give_up("cannot send");
    }
    // Reads until `mark` is there; what was read so far.
    const std::string& read_until(std::string_view mark, std::size_t from = 0) {
        char bytes[16384];
        while (read_.find(mark, from) == std::string::npos) {
            const auto got = recv(file_, bytes, sizeof bytes, 0);
            if (got <= 0) give_up("no '" + std::string(mark) + "' in: " + read_.substr(0, 2000));
            read_.append(bytes, static_cast<std::size_t>(got));
        }
        return read_;
    }
    // A whole answer with its length.
    std::string answer() {
        read_.clear();
        const auto head = read_until("\r\n\r\n").find("\r\n\r\n") + 4;
        const auto length = read_.find("Content-Length: ");
        if (length == std::string::npos || length > head) give_up("no length in: " + read_);
        const auto size = head + std::stoul(read_.substr(length + 16));
        char bytes[16384];
        while (read_.size() < size) {
            const auto got = recv(file_, bytes, sizeof bytes, 0);
            if (got <= 0) give_up("half an answer");
            read_.append(bytes, static_cast<std::size_t>(got));
        }
        return std::exchange(read_, std::string());
    }

private:
    int file_;
    std::string read_;
};

std::string between(const std::string& text, std::string_view before, std::string_view after) {
    const auto start = text.find(before);
    if (start == std::string::npos) give_up("no " + std::string(before) + " in: " + text);
    return text.substr(start + before.size(), text.find(after, start + before.size()) - start - before.size());
}

std::string get(const std::string& path, const std::string& cookie, const std::string& headers = "") {
    return "GET " + path + " HTTP/1.1\r\nHost: bench\r\nCookie: " + cookie + "\r\n" + headers + "\r\n";
}
std::string post(const std::string& path, const std::string& cookie, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: bench\r\nCookie: " + cookie + "\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Times {
    std::vector<double> first_beat, reconnect;
};

class Learner {
public:
    explicit Learner(int port) : port_(port) {
        Wire wire(port_);
        wire.send(post("/v1/session", "", "{}"));
        cookie_ = between(wire.answer(), "Set-Cookie: ", ";");
        wire.send(get("/v1/courses", cookie_));
        const auto course = between(wire.answer(), "\"id\":\"", "\"");
        wire.send(post("/v1/plan", cookie_, "{\"course_id\":\"" + course + "\",\"minutes\":60}"));
        plan_ = between(wire.answer(), "\"id\":\"", "\"");
    }

    void lesson(std::barrier<>& together, Times& times) {
        Wire wire(port_);
        together.arrive_and_wait();
        const auto start = Clock::now();
        wire.send(post("/v1/lesson", cookie_, "{\"plan_id\":\"" + plan_ + "\"}"));
        const auto path = between(wire.answer(), "\"stream\":\"", "\"");
        wire.send(get(path, cookie_));
        wire.read_until("\"source\":\"course\"");
        times.first_beat.push_back(milliseconds_since(start));
        const auto live = wire.read_until("\nid: ").find("\nid: ");
        last_ = last_id(wire.read_until("\n\n", live));
        together.arrive_and_wait();
        come_back(path, times);
    }

private:
    static std::string last_id(const std::string& seen) {
        const auto at = seen.rfind("\nid: ") + 5;
        return seen.substr(at, seen.find('\n', at) - at);
    }
    // Away long enough for some beats to be missed.
    void come_back(const std::string& path, Times& times) {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        const auto start = Clock::now();
        Wire wire(port_);
        wire.send(get(path, cookie_, "Last-Event-ID: " + last_ + "\r\n"));
        wire.read_until("id: " + std::to_string(std::stoi(last_) + 1) + "\n");
        times.reconnect.push_back(milliseconds_since(start));
    }

    int port_;
    std::string cookie_, plan_, last_;
};

void print(const char* what, std::vector<double> times) {
    std::ranges::sort(times);
    const auto at = [&times](double part) { return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))]; };
    std::printf("%s %.1f %.1f %.1f\n", what, at(0.5), at(0.99), times.back());
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::fprintf(stderr, "usage: lesson_clients PORT LEARNERS ROUNDS\n"), 2;
    const int port = std::atoi(argv[1]), learners = std::atoi(argv[2]), rounds = std::atoi(argv[3]);
    std::barrier<> together(learners);
    std::vector<Times> times(static_cast<std::size_t>(learners));
    std::vector<std::thread> threads;
    for (auto& mine : times)
        threads.emplace_back([&] {
            Learner learner(port);
            for (int round = 0; round < rounds; ++round) {
                learner.lesson(together, mine);
                together.arrive_and_wait();
                std::this_thread::sleep_for(std::chrono::seconds(3));  // the lessons of this round end
            }
        });
    for (auto& thread : threads) thread.join();
    Times all;
    for (const auto& mine : times) {
        all.first_beat.insert(all.first_beat.end(), mine.first_beat.begin(), mine.first_beat.end());
        all.reconnect.insert(all.reconnect.end(), mine.reconnect.begin(), mine.reconnect.end());
    }
    print("first_beat", all.first_beat);
    print("reconnect", all.reconnect);
}
