#include "platform/db/sqlite/neighbours.hpp"

#include <utility>

namespace db::sqlite {

using namespace std::chrono_literals;

namespace {
constexpr auto between_looks = 25ms;  // each wakes a thread for two locks of the index and a look at its head: some 80 µs of CPU on a busy machine
constexpr auto after_a_failure = 5s;  // which the connection has logged
constexpr Query data_version{"db.data_version", "PRAGMA data_version", ""};
}  // namespace

bool Neighbours::have_written() try {
    if (std::chrono::steady_clock::now() < next_look_) return false;
    next_look_ = timing::in(after_a_failure);
    const auto version = writer_.run(data_version, {})[0].integer(0);
    next_look_ = timing::in(between_looks);
    return std::exchange(version_, version) != version;
} catch (const Error&) {
    return false;
}

}  // namespace db::sqlite
