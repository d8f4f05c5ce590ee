// Messages to browsers: how many a second one core makes, each a whole request, encrypted under a key of its own (RFC 8291) and signed (RFC 8292).
// First as the program does it, with one signature for each push service in half a day; then with a signature for each message, the worst there can be.
// Usage: push_bench [MESSAGES [ROUNDS]], 20,000 and 5 when not said. One thread; rates are by CPU time, of the process, and beside them by the clock.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "bench/spent.hpp"
#include "notices/push/message.hpp"

namespace {

constexpr int browsers = 1000, services = 4;
const notices::PushWords words{"Today's lesson waits for you", "“Newton's laws of motion” is not finished yet. A few minutes are enough.", "/lesson/0192f0c1-7c1e-7000-8000-000000000001"};

std::vector<notices::Browser> make_browsers() {
    std::vector<notices::Browser> made;
    for (int i = 0; i < browsers; ++i)
        made.push_back({fmt::format("https://push{}.example/send/{:0>160}", i % services, i), {crypto::PrivateKey::make_p256().point(), std::string(16, static_cast<char>('a' + i % 26))}});
    return made;
}

constexpr auto contact = "mailto:admin@school.example";

std::size_t reuse_signatures(const std::vector<notices::Browser>& to, int messages) {
    notices::Vapid vapid(crypto::PrivateKey::make_p256(), contact);
    std::size_t bytes = 0;
    for (int i = 0; i < messages; ++i) bytes += notices::push_request(to[static_cast<std::size_t>(i % browsers)], words, vapid).body.size();
    return bytes;
}

// Each message goes to another push service.
std::size_t sign_each(const std::vector<notices::Browser>& to, int messages) {
    notices::Vapid vapid(crypto::PrivateKey::make_p256(), contact);
    std::size_t bytes = 0;
    for (int i = 0; i < messages; ++i) {
        auto browser = to[static_cast<std::size_t>(i % browsers)];
        browser.endpoint = fmt::format("https://push{}.example/send/{:0>160}", i, i);
        bytes += notices::push_request(browser, words, vapid).body.size();
    }
    return bytes;
}

void measure(const char* name, const std::vector<notices::Browser>& to, int messages, std::size_t (*make)(const std::vector<notices::Browser>&, int)) {
    const auto start = wall_seconds(), used = cpu_seconds();
    const auto bytes = make(to, messages);
    const double spent = cpu_seconds() - used, took = wall_seconds() - start;
    std::printf("%-30s %8.0f messages/s/core   (%8.0f by the clock)   %6.1f µs CPU each   %zu bytes each\n", name, messages / spent, messages / took, spent / messages * 1e6,
                bytes / static_cast<std::size_t>(messages));
}

}  // namespace

int main(int argc, char** argv) {
    const int messages = argc > 1 ? std::atoi(argv[1]) : 20'000, rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    if (messages < 1) return 2;
    const auto to = make_browsers();
    for (int i = 0; i < rounds; ++i) {
        measure("a signature per push service", to, messages, reuse_signatures);
        measure("a signature per message", to, messages, sign_each);
    }
}
