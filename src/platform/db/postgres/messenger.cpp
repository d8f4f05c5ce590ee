#include "platform/db/postgres/messenger.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace db::postgres {

using namespace std::chrono_literals;

namespace {
constexpr auto between_tellings = 10ms;  // more would only wake everybody for what they are about to see
constexpr std::chrono::milliseconds shortest_away = 100ms, longest_away = 5s;

// Channels belong to a database, tables to a schema of it.
constexpr Query own_channel{"db.channel", "", "SELECT 'omnitutor_' || COALESCE((SELECT oid FROM pg_namespace WHERE nspname = current_schema()), 0)"};
constexpr Query notify{"db.notify", "", "SELECT pg_notify($1, $2)"};

int made_eventfd() {
    const int made = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (made < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    return made;
}
}  // namespace

Messenger::Messenger(Settings settings, Listeners& listeners)
    : connection_(settings), listeners_(listeners), may_listen_(settings.prepared_statements), wake_(made_eventfd()) {}

Messenger::~Messenger() {
    close();
    ::close(wake_);
}

void Messenger::listen() {
    if (!may_listen_ || wants_to_hear_.exchange(true)) return;
    const std::lock_guard lock(mutex_);
    start();
    wake();
}

void Messenger::tell(std::string_view topic) {
    const std::lock_guard lock(mutex_);
    if (!to_tell_.insert(topic).second) return;
    start();
    wake();
}

void Messenger::close() {
    std::thread thread;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        thread = std::move(thread_);
    }
    wake();
    if (thread.joinable()) thread.join();
}

void Messenger::start() {
    if (!closed_ && !thread_.joinable()) thread_ = std::thread(&Messenger::run, this);
}

void Messenger::wake() {
    const eventfd_t one = 1;
    eventfd_write(wake_, one);
}

void Messenger::run() {
    auto away = shortest_away;
    do {
        try {
            connection_.ensure();
            away = shortest_away;
            talk();
        } catch (const Error&) {
            // Said by the connection, which is opened again.
        }
        connection_.drop();
        if (hears_.exchange(false)) listeners_.tell_all();
        for (const auto until = timing::in(away); !closed_ && std::chrono::steady_clock::now() < until;) wait(until, -1);
        away = std::min(2 * away, longest_away);
    } while (!closed_);
}

// Until the connection is lost, or there is nothing more to tell.
void Messenger::talk() {
    channel_ = connection_.run(own_channel, {})[0].text(0);
    while (true) {
        const bool last = closed_;
        if (wants_to_hear_ && !hears_) begin_to_hear();
        const auto next = tell_what_is_due(last);
        for (const auto& topic : connection_.notified()) listeners_.tell(topic);
        if (last) return;
        wait(next, connection_.socket());
    }
}

// What was told before is lost, so everybody looks once.
void Messenger::begin_to_hear() {
    connection_.run_script("LISTEN " + channel_);
    hears_ = true;
    listeners_.tell_all();
}

// When there will be something to tell.
timing::Deadline Messenger::tell_what_is_due(bool all) {
    Topics due;
    {
        const std::lock_guard lock(mutex_);
        if (to_tell_.empty()) return timing::Deadline::max();
        if (!all && std::chrono::steady_clock::now() < next_telling_) return next_telling_;
        due = std::exchange(to_tell_, {});
    }
    next_telling_ = timing::in(between_tellings);
    try {
        for (const auto topic : due) connection_.run(notify, std::vector<Value>{channel_, std::string(topic)});
    } catch (...) {
        const std::lock_guard lock(mutex_);
        to_tell_.merge(due);
        throw;
    }
    return timing::Deadline::max();
}

// Until there is something to read, or somebody has called wake(). A connection below 0 is none.
void Messenger::wait(timing::Deadline until, int connection) {
    std::array<pollfd, 2> watched{{{.fd = wake_, .events = POLLIN, .revents = 0}, {.fd = connection, .events = POLLIN, .revents = 0}}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max<timing::Deadline::duration>(until - std::chrono::steady_clock::now(), {}));
    poll(watched.data(), watched.size(), static_cast<int>(std::min<std::chrono::milliseconds>(left, 1h).count()));
    eventfd_t ignored = 0;
    eventfd_read(wake_, &ignored);
}

}  // namespace db::postgres
