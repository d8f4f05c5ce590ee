#pragma once
#include "tutor/core/shelf.hpp"
#include "tutor/turns/producers.hpp"
#include "tutor/turns/turn_log.hpp"
#include "tutor/tutor.hpp"

namespace tutor {

// What the parts of the room share. Lives as long as the Tutor and whatever it has spawned.
struct Tutor::State : std::enable_shared_from_this<Tutor::State> {
    State(db::Database& database, library::Library& library, models::Models& models, bus::Signal& signal, pool::Pool& cpu,
          boost::asio::any_io_executor executor, Config config);

    db::Database& database;
    library::Library& library;
    models::Models& models;
    bus::Signal& signal;
    pool::Pool& cpu;
    const boost::asio::any_io_executor executor;
    const Config config;

    TurnLog log;
    std::shared_ptr<Producers> producers;
    Shelf shelf;
    std::atomic<bool> stopping = false;
    std::atomic<int> watches = 0;  // coroutines of the watch that still run
};

using Room = Tutor::State;

}  // namespace tutor
