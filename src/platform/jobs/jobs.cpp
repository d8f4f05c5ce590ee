#include "platform/jobs/jobs.hpp"

#include "platform/db/in_pieces.hpp"
#include "platform/jobs/alerts.hpp"
#include "platform/jobs/state.hpp"
#include "platform/sql.gen.hpp"

namespace jobs {

namespace sql = platform::sql;

Jobs::State::State(db::Database& database, boost::asio::any_io_executor executor, client::Client& outward, OrgId home, Config config)
    : database(database),
      home(home),
      config(std::move(config)),
      worker(database, executor, this->config, [this](db::Transaction& tx, const DeadLetter& letter) { bury(tx, letter); }),
      scheduler(database, executor, std::move(home), this->config.lease) {
    const auto& webhook = this->config.slack_webhook;
    if (webhook.empty()) return;
    worker.hands.add(slack_alerts(database, outward, webhook));
    listeners.push_back([this](db::Transaction& tx, const DeadLetter& letter) { enqueue_alert(tx, this->home, letter); });
}

void Jobs::State::bury(db::Transaction& tx, const DeadLetter& letter) const {
    for (const auto& listener : listeners) listener(tx, letter);
}

Task<void> Jobs::State::forget() {
    const auto now = timing::now();
    const auto before = [now](std::chrono::hours span) { return now - std::chrono::microseconds(span).count(); };
    co_await database.write(sql::settle_task_status);
    co_await db::write_in_pieces(database, sql::forget_jobs, before(config.keep_done));
    co_await db::write_in_pieces(database, sql::forget_dead_jobs, before(config.keep_dead));
    co_await database.write(sql::forget_task_status, before(config.keep_dead));
    co_await database.write(sql::forget_workers, before(config.keep_done));
}

Jobs::Jobs(db::Database& database, boost::asio::any_io_executor executor, client::Client& outward, OrgId home, Config config)
    : state_(std::make_unique<State>(database, std::move(executor), outward, std::move(home), std::move(config))) {
    add({.name = "jobs.forget", .cron = "41 * * * *"}, [state = state_.get()](Job) { return state->forget(); });
}
Jobs::~Jobs() { stop(); }

void Jobs::add(Kind kind) { state_->worker.hands.add(std::move(kind)); }

void Jobs::add(Schedule schedule, std::function<Task<void>(Job)> run) {
    add(Kind{.name = schedule.name, .run = std::move(run), .deadline = schedule.deadline, .at_once = 1});
    state_->scheduler.add(std::move(schedule));
}

void Jobs::on_dead(std::function<void(db::Transaction&, const DeadLetter&)> listener) { state_->listeners.push_back(std::move(listener)); }

Task<bool> Jobs::enqueue(NewJob job) { return state_->worker.queue.add(std::move(job)); }

Task<std::size_t> Jobs::enqueue(std::vector<NewJob> jobs) { return state_->worker.queue.add(std::move(jobs)); }

void Jobs::start(Parts parts) {
    if (parts.worker) state_->worker.start();
    if (parts.scheduler) state_->scheduler.start();
}

void Jobs::stop() {
    state_->scheduler.stop();
    state_->worker.stop();
}

}  // namespace jobs
