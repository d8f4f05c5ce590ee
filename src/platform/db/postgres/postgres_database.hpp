#pragma once
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/completion.hpp"
#include "platform/db/database.hpp"
#include "platform/db/known_migration.hpp"
#include "platform/db/postgres/connection.hpp"
#include "platform/db/postgres/job_queue.hpp"
#include "platform/db/postgres/messenger.hpp"
#include "platform/db/work_queue.hpp"

namespace db::postgres {

// A connection and what it has learnt about being away: after an outage has outlasted the patience of one job, jobs fail at
// once instead of queueing up behind each other's patience.
class Worker {
public:
    // `turn` is had by one of those who collided with others.
    Worker(Settings settings, std::timed_mutex& turn) : connection_(std::move(settings)), turn_(turn) {}
    // Runs `work(connection)` from its beginning until it succeeds, fails for good, or patience ends. `work` must not have
    // committed when it throws Retry.
    void run(const std::function<void(Connection&)>& work);

private:
    Connection connection_;
    std::timed_mutex& turn_;
    timing::Deadline away_until_{};
};

// Threads with a connection each: one commits groups of single writes, most run transactions and reads, some only read so that
// a rush of transactions holds up nobody who looks.
class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const Config& config);
    ~PostgresDatabase() override { close(); }

    Engine engine() const override { return Engine::postgres; }
    void close() override;
    void migrate(std::span<const Query> migrations) override;
    Task<bool> healthy() override { return migrated_.is_applied(*this); }
    Task<Rows> read_rows(const Query& query, std::vector<Value> parameters) override;
    Task<Rows> write_rows(const Query& query, std::vector<Value> parameters) override;
    Task<void> run_transaction(std::function<void(Transaction&)> body, Safe safe) override;
    void run_blocking(const std::function<void(Transaction&)>& body) override;
    void submit(std::function<void(Transaction&)> body, Done done) override;
    void announce(std::string_view topic) override;
    Listening listen(std::string_view topic, Listeners::Heard heard) override;
    bool hears() const override { return messenger_.hears(); }

private:
    struct Write {
        Bound statement;
        Rows* result;
        Done done;
        std::exception_ptr failure = nullptr;
    };

    void job_loop(Takes takes);
    void write_loop();
    static void commit_group(Worker& worker, std::vector<Write>& group);
    void transact_and_tell(Connection& connection, const std::function<void(Transaction&)>& body, Safe safe);
    Settings settings() const;

    const Config config_;
    Listeners listeners_;
    Messenger messenger_{settings(), listeners_};
    JobQueue jobs_;
    WorkQueue<Write> writes_;
    KnownMigration migrated_;
    std::timed_mutex turn_;
    std::vector<std::jthread> threads_;
};

}  // namespace db::postgres
