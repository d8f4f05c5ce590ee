#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>

#include "platform/http/router.hpp"
#include "platform/http/server.hpp"

namespace http {

// What a connection is busy with and until when. Its own coroutine writes, the sweep reads.
class Watch {
public:
    enum class Phase : std::uint8_t { idle, reading, writing, working, streaming };
    virtual ~Watch() = default;
    bool expired() const { return expired_; }

protected:
    // The server stops: an idle connection is closed, a stream is ended; others finish what they do. Any thread.
    virtual void drain() = 0;

private:
    friend class Connections;
    std::atomic<Phase> phase_ = Phase::idle;
    std::atomic<std::int64_t> until_ = 0;  // in ticks
    std::atomic<bool> expired_ = false;
    int socket_ = -1;
    std::list<Watch*>::iterator place_;
};

// All open connections, what they may use together, and one timer for all their deadlines: a connection that only waits costs
// no timer of its own. A missed deadline shuts the socket down, which wakes the coroutine that waits on it.
class Connections {
public:
    static constexpr std::chrono::milliseconds tick{50};

    Connections(const ServerConfig& config, Router& router) : config(config), router(router) {}

    const ServerConfig& config;
    Router& router;
    std::atomic<bool> draining = false;
    std::atomic<std::size_t> body_bytes = 0;  // held by request bodies that are being read

    void add(Watch& watch, int socket);
    void remove(Watch& watch);  // before its socket is closed
    std::size_t size() const { return size_; }

    void enter(Watch& watch, Watch::Phase phase, std::chrono::milliseconds allowed) const;
    void extend(Watch& watch, std::chrono::milliseconds by) const;
    void sweep();  // once each tick
    void drain_all();
    void cut_all();  // shuts every socket down

private:
    void expire(Watch& watch, Watch::Phase phase);
    std::mutex mutex_;
    std::list<Watch*> watches_;
    std::atomic<std::size_t> size_ = 0;
    std::atomic<std::int64_t> now_ = 0;  // in ticks
};

}  // namespace http
