#include "platform/db/postgres/postgres_database.hpp"

#include <algorithm>
#include <future>
#include <random>

#include "platform/clock/clock.hpp"
#include "platform/db/drivers.hpp"
#include "platform/db/measured.hpp"
#include "platform/db/poison.hpp"
#include "platform/sql.gen.hpp"

namespace db::postgres {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t most_in_group = 128;
constexpr auto patience = 5s;         // how long one job waits for a lost server or a quieter moment
constexpr std::chrono::milliseconds longest_wait = 200ms;  // between two tries
constexpr auto fail_fast_for = 500ms;  // how long jobs after it do not wait at all

class PostgresTransaction final : public Transaction {
public:
    explicit PostgresTransaction(Connection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::postgres; }
    Rows execute(const Query& query, std::span<const Value> parameters) override {
        return poison_.watch([&] { return connection_.run(query, parameters); });
    }
    void insert(const Query& query, std::span<const View> parameters) override {
        poison_.watch([&] { return connection_.insert(query, parameters); });
    }
    void copy(const Query& query, std::string_view rows) override {
        poison_.watch([&] { return connection_.copy(query, rows); });
    }
    void check() const { poison_.check(); }

private:
    Connection& connection_;
    Poison poison_;
};

// After a lost connection at COMMIT nobody knows whether it happened, so nothing is done again.
void commit(Connection& connection) {
    try {
        connection.run_script("COMMIT");
    } catch (const Retry& retry) {
        if (retry.cause == Retry::Cause::conflict) throw;
        connection.drop();
        throw Error(ErrorCode::unavailable, "The database is not available at the moment.");
    }
}

void roll_back(Connection& connection) noexcept {
    try {
        connection.run_script("ROLLBACK");
    } catch (...) {
        connection.drop();  // the server rolls back what its client has left
    }
}

// Gives back what is to be announced.
Topics transact_once(Connection& connection, const std::function<void(Transaction&)>& body, Safe safe) {
    const std::string begin = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";
    connection.run_script(safe == Safe::at_once ? begin : begin + "; SET LOCAL synchronous_commit = off");
    try {
        PostgresTransaction transaction(connection);
        body(transaction);
        transaction.check();
        auto announced = transaction.announced();
        commit(connection);
        return announced;
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

// A body that looked for a row, found none and inserted it may have lost a race to another: it then looks again.
Topics transact_or_race_again(Connection& connection, const std::function<void(Transaction&)>& body, Safe safe) {
    try {
        return transact_once(connection, body, safe);
    } catch (const UniqueViolation&) {
    }
    return transact_once(connection, body, safe);
}

void back_off(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int most = std::min(static_cast<int>(longest_wait.count()), 2 << std::min(attempt, 10));
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution(1, most)(random)));
}
}  // namespace

void Worker::run(const std::function<void(Connection&)>& work) {
    const auto start = std::chrono::steady_clock::now();
    const auto give_up = start < away_until_ ? start : start + patience;
    std::unique_lock turn(turn_, std::defer_lock);
    for (int attempt = 0;; ++attempt) try {
            connection_.ensure();
            return work(connection_);
        } catch (const Retry& retry) {
            const bool lost = retry.cause == Retry::Cause::connection_lost;
            if (lost) connection_.drop();
            if (std::chrono::steady_clock::now() >= give_up) {
                if (lost) away_until_ = timing::in(fail_fast_for);
                throw Error(retry.code, retry.detail);
            }
            // Who are after the same rows, such as the head of the audit log, would only collide again: they go one after the other.
            const bool has_turn = !lost && (turn.owns_lock() || turn.try_lock_for(longest_wait));
            if (!has_turn) back_off(attempt);
        }
}

PostgresDatabase::PostgresDatabase(const Config& config) : config_(config) {
    Connection probe(settings());
    try {
        probe.ensure();  // reports an unusable server to whoever starts the program
    } catch (const Retry&) {
        if (!config.may_be_away) throw Error(ErrorCode::unavailable, "PostgreSQL cannot be reached: " + probe.why_not());
    }
    const int others = std::max(config.connections - 1, 2);
    const int only_reading = std::max(others / 4, 1);
    threads_.emplace_back([this] { write_loop(); });
    for (int i = 0; i < others; ++i)
        threads_.emplace_back([this, takes = i < only_reading ? Takes::reads : Takes::all] { job_loop(takes); });
}

void PostgresDatabase::close() {
    jobs_.close();
    writes_.close();
    threads_.clear();  // each finishes what was accepted
    messenger_.close();
}

Settings PostgresDatabase::settings() const {
    return {.url = config_.database_url, .prepared_statements = config_.prepared_statements};
}

void PostgresDatabase::job_loop(Takes takes) {
    Worker worker(settings(), turn_);
    while (auto job = jobs_.take(takes)) {
        std::exception_ptr failure;
        try {
            worker.run(job->work);
        } catch (...) {
            failure = std::current_exception();
        }
        job->done(std::move(failure));
    }
}

void PostgresDatabase::write_loop() {
    Worker worker(settings(), turn_);
    while (true) {
        auto group = writes_.take(most_in_group);
        if (group.empty()) return;
        commit_group(worker, group);
        count_commit(group.size());
        for (Write& write : group) write.done(std::move(write.failure));
    }
}

namespace {
void commit_together(Connection& connection, std::span<const Bound> statements, std::vector<Rows>& results) {
    connection.run_script("BEGIN READ WRITE");
    try {
        results = connection.run_pipeline(statements);
        commit(connection);
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

void commit_alone(Connection& connection, const Bound& statement, Rows& result) {
    connection.run_script("BEGIN READ WRITE");
    try {
        result = connection.run(statement.query, statement.parameters);
        commit(connection);
    } catch (...) {
        roll_back(connection);
        throw;
    }
}
}  // namespace

// All in one transaction. When one of them cannot be done, the transaction is lost for all, so each is then done alone.
void PostgresDatabase::commit_group(Worker& worker, std::vector<Write>& group) {
    if (group.size() > 1) try {
            std::vector<Bound> statements;
            for (const Write& write : group) statements.push_back(write.statement);
            std::vector<Rows> results;
            worker.run([&](Connection& connection) { commit_together(connection, statements, results); });
            for (std::size_t i = 0; i < group.size(); ++i) *group[i].result = std::move(results[i]);
            return;
        } catch (const Error& failure) {
            if (failure.code == ErrorCode::unavailable) {
                for (Write& write : group) write.failure = std::current_exception();
                return;
            }
        }
    for (Write& write : group) try {
            worker.run([&](Connection& connection) { commit_alone(connection, write.statement, *write.result); });
        } catch (...) {
            write.failure = std::current_exception();
        }
}

Task<Rows> PostgresDatabase::read_rows(const Query& query, std::vector<Value> parameters) {
    Rows result;
    static const Waiting waiting = waiting_for("read");
    co_await until_done_measured(waiting, [&](Done done) {
        jobs_.push_read({[&result, &parameters, query](Connection& on) { result = on.run(query, parameters); }, std::move(done)});
    });
    co_return result;
}

Task<Rows> PostgresDatabase::write_rows(const Query& query, std::vector<Value> parameters) {
    Rows result;
    static const Waiting waiting = waiting_for("write");
    co_await until_done_measured(waiting, [&](Done done) { writes_.push({{query, std::move(parameters)}, &result, std::move(done)}); });
    co_return result;
}

Task<void> PostgresDatabase::run_transaction(std::function<void(Transaction&)> body, Safe safe) {
    static const Waiting waiting = waiting_for("transaction");
    co_await until_done_measured(waiting, [&](Done done) {
        jobs_.push_transaction({[this, &body, safe](Connection& on) { transact_and_tell(on, body, safe); }, std::move(done)});
    });
}

void PostgresDatabase::run_blocking(const std::function<void(Transaction&)>& body) {
    std::promise<void> over;
    jobs_.push_transaction({[this, &body](Connection& on) { transact_and_tell(on, body, Safe::at_once); },
                        [&over](std::exception_ptr failure) { failure ? over.set_exception(failure) : over.set_value(); }});
    over.get_future().get();
}

void PostgresDatabase::submit(std::function<void(Transaction&)> body, Done done) {
    jobs_.push_transaction({[this, body = std::move(body)](Connection& on) { transact_and_tell(on, body, Safe::at_once); }, std::move(done)});
}

void PostgresDatabase::transact_and_tell(Connection& connection, const std::function<void(Transaction&)>& body, Safe safe) {
    for (const auto topic : transact_or_race_again(connection, body, safe)) announce(topic);
}

void PostgresDatabase::announce(std::string_view topic) {
    listeners_.tell(topic);
    messenger_.tell(topic);
}

Listening PostgresDatabase::listen(std::string_view topic, Listeners::Heard heard) {
    auto listening = listeners_.add(topic, std::move(heard));
    messenger_.listen();
    return listening;
}

namespace {
void apply(Connection& connection, const Query& migration) {
    const Value name{std::string(migration.name)};
    // Of several processes that start at once, one applies it and the others see it applied.
    connection.run_script("BEGIN READ WRITE; SELECT pg_advisory_xact_lock(7290135554)");
    connection.run(platform::sql::make_schema_migrations, {});
    if (connection.run(platform::sql::find_schema_migration, {&name, 1}).empty()) {
        connection.run_script(std::string(migration.postgres));
        connection.run(platform::sql::add_schema_migration, std::vector<Value>{name, timing::now()});
    }
    connection.run_script("COMMIT");
}
}  // namespace

void PostgresDatabase::migrate(std::span<const Query> migrations) {
    auto patient = settings();
    patient.statement_timeout = 0ms;
    Worker worker(patient, turn_);
    worker.run([&](Connection& connection) {
        for (const Query& migration : migrations) try {
                apply(connection, migration);
            } catch (...) {
                roll_back(connection);
                throw;
            }
    });
    migrated_.remember(migrations);
}

}  // namespace db::postgres

namespace db {
std::unique_ptr<Database> open_postgres(const Config& config) {
    return std::make_unique<postgres::PostgresDatabase>(config);
}
}  // namespace db
