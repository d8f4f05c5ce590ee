#include "platform/db/sqlite/sqlite_database.hpp"

#include <algorithm>
#include <filesystem>
#include <future>

#include "platform/clock/clock.hpp"
#include "platform/db/drivers.hpp"
#include "platform/db/measured.hpp"
#include "platform/db/poison.hpp"
#include "platform/db/sqlite/neighbours.hpp"
#include "platform/sql.gen.hpp"

namespace db::sqlite {

namespace {
// Large enough that one fsync serves everybody who waits, small enough that nobody waits long for strangers.
constexpr std::size_t most_in_group = 512;

class SqliteTransaction final : public Transaction {
public:
    explicit SqliteTransaction(Connection& connection) : connection_(connection) {}
    Engine engine() const override { return Engine::sqlite; }
    Rows execute(const Query& query, std::span<const Value> parameters) override {
        return poison_.watch([&] { return connection_.run(query, parameters); });
    }
    void insert(const Query& query, std::span<const View> parameters) override {
        poison_.watch([&] { return connection_.insert(query, parameters); });
    }
    void copy(const Query& query, std::string_view) override {
        throw std::logic_error(std::string(query.name) + ": SQLite knows no COPY");
    }
    void check() const { poison_.check(); }

private:
    Connection& connection_;
    Poison poison_;
};

std::string directory_made(std::string path) {
    std::error_code failure;
    const auto directory = std::filesystem::path(path).parent_path();
    if (!directory.empty()) std::filesystem::create_directories(directory, failure);
    if (failure)
        throw Error(ErrorCode::unavailable, "The directory " + directory.string() + " cannot be made: " + failure.message());
    return path;
}

void roll_back(Connection& connection) noexcept {
    try {
        if (connection.in_transaction()) connection.run_script("ROLLBACK");
    } catch (const Error&) {
        // The connection has logged it; the transaction ends with the next BEGIN or with the process.
    }
}
}  // namespace

SqliteDatabase::SqliteDatabase(std::string path, int readers) : path_(directory_made(std::move(path))) {
    // All are opened before a thread starts, so that an unusable file is reported to whoever starts the server.
    Connection writer(path_, Access::write);
    checkpointer_.emplace(path_);
    std::vector<Connection> reading;
    for (int i = 0; i < std::max(readers, 1); ++i) reading.emplace_back(path_, Access::read);
    threads_.emplace_back(&SqliteDatabase::write_loop, this, std::move(writer));
    for (Connection& reader : reading) threads_.emplace_back(&SqliteDatabase::read_loop, this, std::move(reader));
}

void SqliteDatabase::close() {
    writes_.close();
    reads_.close();
    threads_.clear();  // each finishes what was accepted
    checkpointer_.reset();
}

void SqliteDatabase::write_loop(Connection connection) {
    Neighbours neighbours(connection);
    std::deque<Write> later;  // what has to be done soon
    while (true) {
        auto taken = writes_.take(most_in_group, later.empty() ? neighbours.next_look() : timing::Deadline::min());
        if (neighbours.have_written()) listeners_.tell_all();
        if (taken && taken->empty() && later.empty()) return;
        std::vector<Write> group;
        for (Write& write : std::move(taken).value_or(std::vector<Write>()))
            if (write.safe == Safe::at_once) group.push_back(std::move(write));
            else later.push_back(std::move(write));
        const auto begin = std::chrono::steady_clock::now();
        if (!group.empty()) commit(connection, std::move(group));
        const auto end = std::chrono::steady_clock::now();
        if (!later.empty()) commit_for_a_while(connection, later, end + (end - begin));
        if (checkpointer_->wants_the_rest(connection.pages_of_log())) connection.check_point();
    }
}

void SqliteDatabase::commit(Connection& connection, std::vector<Write> group) {
    commit_group(connection, group);
    tell(group);
    for (Write& write : group) write.done(std::move(write.failure));
}

// One at least.
void SqliteDatabase::commit_for_a_while(Connection& connection, std::deque<Write>& later, timing::Deadline until) {
    do {
        std::vector<Write> next;
        next.push_back(std::move(later.front()));
        later.pop_front();
        commit(connection, std::move(next));
    } while (!later.empty() && std::chrono::steady_clock::now() < until);
}

void SqliteDatabase::tell(const std::vector<Write>& committed) {
    Topics topics;
    for (const Write& write : committed)
        if (!write.failure) topics.insert(write.announced.begin(), write.announced.end());
    for (const auto topic : topics) listeners_.tell(topic);
}

namespace {
// Somebody was undone whose pages had gone to the log before.
struct UndoneInLog {};

void run_body(Connection& connection, const std::function<void(Transaction&)>& body, Topics& announced) {
    SqliteTransaction transaction(connection);
    body(transaction);
    transaction.check();
    announced = transaction.announced();
}
}  // namespace

// In WAL mode with synchronous=NORMAL a commit waits for no disk; the next one with FULL takes it along, since both stand in one log.
void SqliteDatabase::commit_group(Connection& connection, std::vector<Write>& group) {
    try {
        connection.wait_for_disk(std::ranges::any_of(group, [](const Write& write) { return write.safe == Safe::at_once; }));
        if (group.size() == 1) return commit_alone(connection, group.front());
        connection.begin();
        for (Write& write : group) run_one(connection, write);
        connection.run_script("COMMIT");
        count_commit(group.size());
    } catch (const UndoneInLog&) {
        roll_back(connection);
        for (Write& write : group) commit_alone(connection, write);
    } catch (...) {
        roll_back(connection);
        for (Write& write : group) write.failure = std::current_exception();
    }
}

void SqliteDatabase::commit_alone(Connection& connection, Write& write) {
    try {
        connection.begin();
        run_body(connection, write.body, write.announced);
        connection.run_script("COMMIT");
        count_commit(1);
        write.failure = nullptr;
    } catch (...) {
        roll_back(connection);
        write.failure = std::current_exception();
    }
}

// A body that throws is undone alone. When SQLite has given the whole transaction up (disk full, I/O), the group fails. When pages had gone to the log and were
// written there twice, SQLite (3.40 at least) forgets the checksums of what the group writes after it is undone: after a crash the log would be read up to there
// and not further, whatever was committed since. So then the whole group is undone, and each is done for itself.
void SqliteDatabase::run_one(Connection& connection, Write& write) {
    static constexpr Query savepoint{"db.savepoint", "SAVEPOINT job", ""};
    static constexpr Query release{"db.release", "RELEASE job", ""};
    static constexpr Query undo{"db.undo", "ROLLBACK TO job", ""};
    if (!write.single_statement) connection.run(savepoint, {});
    try {
        run_body(connection, write.body, write.announced);
    } catch (...) {
        if (!connection.in_transaction()) throw;
        if (connection.has_spilled()) throw UndoneInLog();
        write.failure = std::current_exception();
        if (!write.single_statement) connection.run(undo, {});
    }
    if (!write.single_statement) connection.run(release, {});
}

void SqliteDatabase::read_loop(Connection connection) {
    while (true) {
        auto jobs = reads_.take(1);
        if (jobs.empty()) return;
        std::exception_ptr failure;
        try {
            jobs[0].run(connection);
        } catch (...) {
            failure = std::current_exception();
        }
        jobs[0].done(std::move(failure));
    }
}

Task<Rows> SqliteDatabase::read_rows(const Query& query, std::vector<Value> parameters) {
    Rows result;
    static const Waiting waiting = waiting_for("read");
    co_await until_done_measured(waiting, [&](Done done) {
        reads_.push({[&result, &parameters, query](Connection& on) { result = on.run(query, parameters); }, std::move(done)});
    });
    co_return result;
}

Task<Rows> SqliteDatabase::write_rows(const Query& query, std::vector<Value> parameters) {
    Rows result;
    static const Waiting waiting = waiting_for("write");
    co_await until_done_measured(waiting, [&](Done done) {
        auto body = [&result, &parameters, query](Transaction& tx) { result = tx.execute(query, parameters); };
        writes_.push({std::move(body), true, std::move(done)});
    });
    co_return result;
}

Task<void> SqliteDatabase::run_transaction(std::function<void(Transaction&)> body, Safe safe) {
    static const Waiting waiting = waiting_for("transaction");
    co_await until_done_measured(waiting, [&](Done done) { writes_.push({std::move(body), false, std::move(done), safe}); });
}

void SqliteDatabase::run_blocking(const std::function<void(Transaction&)>& body) {
    std::promise<void> over;
    writes_.push({body, false, [&over](std::exception_ptr failure) {
                      failure ? over.set_exception(failure) : over.set_value();
                  }});
    over.get_future().get();
}

void SqliteDatabase::submit(std::function<void(Transaction&)> body, Done done) { writes_.push({std::move(body), false, std::move(done)}); }

void SqliteDatabase::migrate(std::span<const Query> migrations) {
    Connection connection(path_, Access::write);
    connection.run(platform::sql::make_schema_migrations, {});
    for (const Query& migration : migrations) {
        // IMMEDIATE: of several processes that start at once, one applies it and the others see it applied.
        connection.run_script("BEGIN IMMEDIATE");
        try {
            const Value name{std::string(migration.name)};
            if (connection.run(platform::sql::find_schema_migration, {&name, 1}).empty()) {
                connection.run_script(std::string(migration.sqlite));
                connection.run(platform::sql::add_schema_migration, std::vector<Value>{name, timing::now()});
            }
            connection.run_script("COMMIT");
        } catch (...) {
            roll_back(connection);
            throw;
        }
    }
    migrated_.remember(migrations);
}

Task<bool> SqliteDatabase::healthy() { return migrated_.is_applied(*this); }

}  // namespace db::sqlite

namespace db {
std::unique_ptr<Database> open_sqlite(const std::string& path, const Config& config) {
    return std::make_unique<sqlite::SqliteDatabase>(path, config.readers);
}
}  // namespace db
