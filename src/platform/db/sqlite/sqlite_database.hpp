#pragma once
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "platform/db/completion.hpp"
#include "platform/db/database.hpp"
#include "platform/db/known_migration.hpp"
#include "platform/db/sqlite/checkpointer.hpp"
#include "platform/db/sqlite/connection.hpp"
#include "platform/db/work_queue.hpp"

namespace db::sqlite {

// One writer thread that commits whatever has queued up in one transaction, and a few reader threads. Who waits for the disk does not wait for those as well whose
// work only has to be done soon: they have turns between the groups, as long as the last group took.
class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::string path, int readers);
    ~SqliteDatabase() override { close(); }

    Engine engine() const override { return Engine::sqlite; }
    void close() override;
    void migrate(std::span<const Query> migrations) override;
    Task<bool> healthy() override;
    Task<Rows> read_rows(const Query& query, std::vector<Value> parameters) override;
    Task<Rows> write_rows(const Query& query, std::vector<Value> parameters) override;
    Task<void> run_transaction(std::function<void(Transaction&)> body, Safe safe) override;
    void run_blocking(const std::function<void(Transaction&)>& body) override;
    void submit(std::function<void(Transaction&)> body, Done done) override;
    void announce(std::string_view topic) override { listeners_.tell(topic); }
    Listening listen(std::string_view topic, Listeners::Heard heard) override { return listeners_.add(topic, std::move(heard)); }
    bool hears() const override { return true; }

private:
    struct Write {
        std::function<void(Transaction&)> body;
        bool single_statement;  // atomic by itself: no savepoint needed
        Done done;
        Safe safe = Safe::at_once;
        std::exception_ptr failure = nullptr;
        Topics announced = {};
    };
    struct Read {
        std::function<void(Connection&)> run;
        Done done;
    };

    void write_loop(Connection connection);
    void read_loop(Connection connection);
    void commit(Connection& connection, std::vector<Write> group);
    void commit_for_a_while(Connection& connection, std::deque<Write>& later, timing::Deadline until);
    void commit_group(Connection& connection, std::vector<Write>& group);
    static void commit_alone(Connection& connection, Write& write);
    static void run_one(Connection& connection, Write& write);
    void tell(const std::vector<Write>& committed);

    const std::string path_;
    Listeners listeners_;
    WorkQueue<Write> writes_;
    WorkQueue<Read> reads_;
    KnownMigration migrated_;
    std::optional<Checkpointer> checkpointer_;  // none once closed
    std::vector<std::jthread> threads_;
};

}  // namespace db::sqlite
