#pragma once
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "platform/db/completion.hpp"
#include "platform/db/listeners.hpp"
#include "platform/db/query.hpp"
#include "platform/error.hpp"
#include "platform/id.hpp"
#include "platform/task.hpp"

// Storage behind one face. Two drivers: SQLite (default) and PostgreSQL.
namespace db {

enum class Engine { sqlite, postgres };

using Bytes = std::vector<std::byte>;
// What goes in and comes out of a column. Booleans are 0 and 1; times are int64 microseconds since 1970 UTC.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

// A value that stands elsewhere.
using View = std::variant<std::monostate, std::int64_t, double, std::string_view, std::span<const std::byte>>;

// to_view(x) for x an integer of 32 or 64 bits, double, text, Bytes or an optional of these.

template <class T>
Value to_value(T&& value);  // integers, bool, double, strings, Id<…>, Bytes, optional of these

class Rows;

// One row of a result; valid while its Rows lives. Columns count from 0. Asking for another type than the column holds, or
// for NULL without `optional_`, is a bug and throws std::logic_error; integer and real convert into each other.
class Row {
public:
    bool is_null(std::size_t column) const;
    std::int64_t integer(std::size_t column) const;
    double real(std::size_t column) const;
    const std::string& text(std::size_t column) const;
    const Bytes& bytes(std::size_t column) const;
    std::optional<std::int64_t> optional_integer(std::size_t column) const;
    std::optional<std::string> optional_text(std::size_t column) const;
    template <class SomeId>
    SomeId id(std::size_t column) const {
        return SomeId(text(column));
    }

private:
    friend class Rows;
    explicit Row(std::span<const Value> values) : values_(values) {}
    std::span<const Value> values_;
};

// A whole result in memory. `affected` is the number of rows written by INSERT, UPDATE, DELETE.
class Rows {
public:
    Rows() = default;
    Rows(std::size_t columns, std::vector<Value> values, std::int64_t affected)
        : columns_(columns), values_(std::move(values)), affected_(affected) {}

    std::size_t size() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
    bool empty() const { return size() == 0; }
    Row operator[](std::size_t index) const {
        return Row(std::span<const Value>(values_).subspan(index * columns_, columns_));
    }
    std::int64_t affected() const { return affected_; }

    class iterator {
    public:
        iterator(const Rows* rows, std::size_t index) : rows_(rows), index_(index) {}
        Row operator*() const { return (*rows_)[index_]; }
        iterator& operator++() {
            ++index_;
            return *this;
        }
        bool operator!=(const iterator& other) const { return index_ != other.index_; }

    private:
        const Rows* rows_;
        std::size_t index_;
    };
    iterator begin() const { return {this, 0}; }
    iterator end() const { return {this, size()}; }

private:
    std::size_t columns_ = 0;
    std::vector<Value> values_;
    std::int64_t affected_ = 0;
};

// An open transaction on a database thread. Synchronous on purpose: a body never waits on anything but the database, so
// a transaction is short, holds no coroutine frame, and can be run again after a serialization failure.
// Once a statement has thrown, the transaction can only be undone, even when the body catches the exception: write
// ON CONFLICT where a conflict is expected.
class Transaction {
public:
    virtual ~Transaction() = default;
    virtual Engine engine() const = 0;

    template <class... Args>
    Rows run(const Query& query, const Args&... args) {
        const std::vector<Value> values{to_value(args)...};
        return execute(query, values);
    }
    virtual Rows execute(const Query& query, std::span<const Value> parameters) = 0;
    // The same without copies of texts and bytes, for a statement whose result nobody wants.
    virtual void insert(const Query& query, std::span<const View> parameters) = 0;
    // For RowBatch, on PostgreSQL alone: `query` is COPY … FROM STDIN, `rows` the whole of what it reads.
    virtual void copy(const Query& query, std::string_view rows) = 0;

    // As Database::announce, once it is committed.
    void announce(std::string_view topic) { announced_.insert(topic); }
    const Topics& announced() const { return announced_; }

private:
    Topics announced_;
};

// Raised when a uniqueness constraint says no; every other failure of the database is Error(unavailable or internal).
// Uncaught, it reaches the person as 409.
class UniqueViolation : public Error {
public:
    UniqueViolation() : Error(ErrorCode::conflict, "This exists already.") {}
};

// When a caller is told of its commit. `at_once`: when it is on disk. `soon`: when others can see it. It gets there with the next commit at
// once, or some moments later; commits keep their order, so when the machine (or the PostgreSQL server) dies before that, the last ones are undone
// as if they had never been made. For work that is found undone and done again, as what stands under a cursor that the same transaction moves.
enum class Safe { at_once, soon };

// One object serves all threads. Destroying it closes it.
//
// Writes are group-committed: whatever has queued up is committed together, and each caller resumes only after the commit
// that holds its work is on disk (SQLite WAL with synchronous=FULL; PostgreSQL with its own fsync). A body that throws is
// rolled back alone; the exception reaches its caller. Transactions behave as if they ran one after another (serializable).
// A body may run more than once (PostgreSQL serialization failure, lost connection before commit): it must not have effects
// outside the transaction.
class Database {
public:
    virtual ~Database() = default;
    virtual Engine engine() const = 0;

    // A query that only reads; runs on a pool of readers, sees every write acknowledged before it.
    template <class... Args>
    Task<Rows> read(const Query& query, const Args&... args) {
        return read_rows(query, std::vector<Value>{to_value(args)...});
    }
    // One writing statement as its own transaction.
    template <class... Args>
    Task<Rows> write(const Query& query, const Args&... args) {
        return write_rows(query, std::vector<Value>{to_value(args)...});
    }
    // Runs `body(Transaction&)` on a database thread and returns what it returned, after the commit.
    // Capture by value: the body outlives the statement that wrote it.
    template <class Body>
    Task<std::invoke_result_t<Body&, Transaction&>> transact(Body body, Safe safe = Safe::at_once) {
        using Result = std::invoke_result_t<Body&, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            co_await run_transaction([&body](Transaction& tx) { body(tx); }, safe);
        } else {
            std::optional<Result> result;
            co_await run_transaction([&body, &result](Transaction& tx) { result.emplace(body(tx)); }, safe);
            co_return std::move(*result);
        }
    }

    // Something was committed that those who listen to this topic, a literal, will want to look for: they are told at once in this process, and soon in
    // the others on this database. A hint: one that does not arrive is not repeated, so that who listens looks by himself now and then. Any thread; never waits.
    virtual void announce(std::string_view topic) = 0;
    // Calls `heard` when something of this topic was announced, here or elsewhere, and whenever something may have been missed; perhaps also for nothing
    // (SQLite's other processes are noticed by any commit of theirs). On threads of the database.
    virtual Listening listen(std::string_view topic, Listeners::Heard heard) = 0;
    // Whether what others announce arrives here. While it does not, look often.
    virtual bool hears() const = 0;

    // Applies the migrations that are not yet in `schema_migrations`, in order, each in a transaction; safe when several
    // processes start at once. Blocking: for start-up and the `migrate` command.
    virtual void migrate(std::span<const Query> migrations) = 0;
    // True when the database answers and the newest known migration is applied.
    virtual Task<bool> healthy() = 0;
    // Finishes what was accepted, refuses what comes later. Blocking. To be called while the event loops of those who wait
    // still exist: each of them is told on its own.
    virtual void close() = 0;
    // Blocking conveniences for start-up, commands and tests; never call them on an I/O thread.
    Rows run_now(const Query& query, std::vector<Value> parameters = {});

    virtual Task<Rows> read_rows(const Query& query, std::vector<Value> parameters) = 0;
    virtual Task<Rows> write_rows(const Query& query, std::vector<Value> parameters) = 0;
    virtual Task<void> run_transaction(std::function<void(Transaction&)> body, Safe safe) = 0;
    virtual void run_blocking(const std::function<void(Transaction&)>& body) = 0;
    // For who must go on without the detour over an event loop: `done` is called on a database thread, which it must not hold up.
    virtual void submit(std::function<void(Transaction&)> body, Done done) = 0;
};

struct Config {
    std::string database_url;  // "" → SQLite under `data`; "sqlite:PATH"; "postgres://…" or a libpq connection string
    int readers = 4;            // SQLite reader connections
    int connections = 8;        // PostgreSQL connections
    bool prepared_statements = true;  // off behind a transaction pooler
    bool may_be_away = false;         // PostgreSQL: opens also when the server cannot be reached now
};

// Opens, creating an SQLite file and its directory when absent. Throws Error(unavailable) with a reason a person can act on.
std::unique_ptr<Database> open(const Config& config, const std::string& data_directory);

}  // namespace db

#include "platform/db/value.inl"
