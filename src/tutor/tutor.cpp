#include "tutor/tutor.hpp"

#include <thread>

#include "platform/jobs/jobs.hpp"
#include "tutor/asking/ask_producer.hpp"
#include "tutor/asking/ask_routes.hpp"
#include "tutor/core/state.hpp"
#include "tutor/lessons/lesson_producer.hpp"
#include "tutor/lessons/lesson_routes.hpp"
#include "tutor/record/news.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/turns/echo.hpp"
#include "tutor/turns/holder.hpp"
#include "tutor/turns/turn_watch.hpp"
#include "tutor/turns/turns_routes.hpp"

namespace tutor {

namespace {
constexpr auto delta_life = std::chrono::microseconds(std::chrono::hours(1));
}

Tutor::State::State(db::Database& database, library::Library& library, models::Models& models, bus::Signal& signal, pool::Pool& cpu,
                    boost::asio::any_io_executor executor, Config config)
    : database(database), library(library), models(models), signal(signal), cpu(cpu), executor(executor), config(config),
      log(database, signal, new_holder(), config.lease, tell_change), producers(std::make_shared<Producers>(log, executor)), shelf(library, cpu, signal) {
    producers->set(TurnKind::lesson, [this](Turn turn, auto pen) { return produce_lesson(*this, std::move(turn), std::move(pen)); });
    producers->set(TurnKind::ask, [this](Turn turn, auto pen) { return produce_answer(*this, std::move(turn), std::move(pen)); });
    producers->set(TurnKind::echo, [](Turn turn, auto pen) { return produce_echo(std::move(turn), std::move(pen)); });
}

Tutor::Tutor(db::Database& database, library::Library& library, models::Models& models, bus::Signal& signal, pool::Pool& cpu,
             boost::asio::any_io_executor executor, Config config)
    : state_(std::make_shared<State>(database, library, models, signal, cpu, std::move(executor), config)) {}

Tutor::~Tutor() { stop(); }

void Tutor::start() {
    ++state_->watches;
    pool::spawn(state_->executor, "turns.watch", watch_over_turns(state_));
}

void Tutor::stop() {
    if (state_->stopping.exchange(true)) return;
    state_->producers->shut_down();
    wake_watch(*state_);
    const auto patience = timing::in(std::chrono::seconds(2));
    while ((state_->producers->count() > 0 || state_->watches > 0) && std::chrono::steady_clock::now() < patience)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    state_->log.release_now();
}

void tend(jobs::Jobs& jobs, Tutor& tutor) {
    auto& log = tutor.state().log;
    const auto drop = [&log](jobs::Job) { return log.drop_deltas(timing::now() - delta_life.count()); };
    jobs.add({.name = "tutor.drop_deltas", .cron = "*/10 * * * *"}, drop);
}

void mount(http::Router& router, Tutor& tutor) {
    mount_turns(router, tutor.state());
    mount_lessons(router, tutor.state());
    mount_asking(router, tutor.state());
}

}  // namespace tutor
