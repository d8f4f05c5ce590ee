#pragma once
#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/db/listeners.hpp"
#include "platform/db/postgres/connection.hpp"

namespace db::postgres {

// Tells the other processes on a database what is new in it, and hears it from them, by NOTIFY and LISTEN on a connection of its own, which is opened when
// there is first something to tell or to hear. Apart from the transactions that it tells of, because whoever commits a NOTIFY holds up all others who do
// until it is on disk. Any thread.
class Messenger {
public:
    Messenger(Settings settings, Listeners& listeners);
    ~Messenger();
    Messenger(const Messenger&) = delete;
    Messenger& operator=(const Messenger&) = delete;

    // From now on the listeners are told what others tell. Nothing is heard through a transaction pooler.
    void listen();
    void tell(std::string_view topic);
    // True while others are heard. When that changes all listeners are told, so that they look for what may have been missed, and how long to sleep.
    bool hears() const { return hears_; }
    // Tells what is left to tell. Blocking.
    void close();

private:
    void start();  // under the mutex
    void wake();
    void run();
    void talk();
    void begin_to_hear();
    timing::Deadline tell_what_is_due(bool all);
    void wait(timing::Deadline until, int connection);

    Connection connection_;
    Listeners& listeners_;
    const bool may_listen_;
    const int wake_;  // an eventfd
    std::string channel_;
    timing::Deadline next_telling_{};
    std::atomic<bool> wants_to_hear_ = false, hears_ = false, closed_ = false;
    std::mutex mutex_;  // of what follows
    Topics to_tell_;
    std::thread thread_;
};

}  // namespace db::postgres
