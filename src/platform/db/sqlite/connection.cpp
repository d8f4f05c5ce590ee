#include "platform/db/sqlite/connection.hpp"

#include <charconv>
#include <cstring>
#include <limits>
#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/db/sqlite/combined_writes.hpp"
#include "platform/db/text.hpp"
#include "platform/log/log.hpp"

namespace db::sqlite {

namespace {
constexpr std::size_t most_statements = 512;

std::size_t parameter_number(const char* name) {
    std::size_t number = 0;
    if (name && name[0] == '$') std::from_chars(name + 1, name + std::strlen(name), number);
    if (number == 0) throw std::logic_error("a parameter of a query is not written $1, $2, …");
    return number;
}

struct Bind {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
    int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
    // SQLITE_STATIC: the parameters outlive the run.
    int operator()(std::string_view value) const {
        // PostgreSQL cannot keep it, and SQLite's own functions stop at it.
        refuse_nul(value);
        return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(std::span<const std::byte> value) const {
        if (value.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
    }
};

Value column_value(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_NULL: return std::monostate{};
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        }
        default: {
            const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
            return Bytes(bytes, bytes + sqlite3_column_bytes(statement, column));
        }
    }
}

// Gives a cached statement back at the end of its run, so that its read snapshot ends and its parameters are let go.
struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

// Interrupts what the connection runs at a deadline, which is asked for every so many steps of SQLite's machine.
class Stopwatch {
public:
    Stopwatch(sqlite3* connection, std::chrono::milliseconds time) : connection_(connection), until_(timing::in(time)) {
        sqlite3_progress_handler(connection, 1000, [](void* self) { return static_cast<Stopwatch*>(self)->is_over(); }, this);
    }
    ~Stopwatch() { sqlite3_progress_handler(connection_, 0, nullptr, nullptr); }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    int is_over() const { return std::chrono::steady_clock::now() >= until_ ? 1 : 0; }
    sqlite3* connection_;
    timing::Deadline until_;
};

// SQLite's own way is to look less and less often, up to ten times a second: beside a process that writes without a pause nobody else would come to
// write for half a second at a time.
int wait_for_lock(void*, int looks) {
    constexpr int most_looks = 10'000;
    if (looks >= most_looks) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return 1;
}

int keep_pages_of_log(void* kept, sqlite3*, const char*, int pages) {
    *static_cast<int*>(kept) = pages;
    return SQLITE_OK;
}

bool is_unique_violation(int extended_code) {
    return extended_code == SQLITE_CONSTRAINT_UNIQUE || extended_code == SQLITE_CONSTRAINT_PRIMARYKEY ||
           extended_code == SQLITE_CONSTRAINT_ROWID;
}

bool may_pass(int extended_code) {
    switch (extended_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY: return true;
        default: return false;
    }
}
}  // namespace

Connection::Connection(const std::string& path, Access access) {
    // Statistics of memory take a lock at each allocation.
    [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* opened = nullptr;
    const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, combined_writes());
    handle_.reset(opened);
    if (code != SQLITE_OK)
        throw Error(ErrorCode::unavailable, "The database file " + path + " cannot be opened: " + sqlite3_errstr(code));
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_handler(opened, wait_for_lock, nullptr);
    if (access == Access::read_only) {
        run_script("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY");
        return;
    }
    // What is deleted is overwritten: an erasure must leave nothing in the file.
    run_script("PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
               "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-32000");
    // What readers keep is kept by the system as well; each of them has a cache of its own.
    if (access == Access::read) run_script("PRAGMA query_only=ON; PRAGMA cache_size=-6000");
    // In place of SQLite's own hook, which would bring the log into the file then and there; see Checkpointer.
    sqlite3_wal_hook(opened, keep_pages_of_log, pages_of_log_.get());
}

Rows Connection::run(const Query& query, std::span<const Value> parameters) {
    return run_up_to(query, parameters, std::numeric_limits<std::size_t>::max());
}

Rows Connection::insert(const Query& query, std::span<const View> parameters) {
    return run_up_to(query, parameters, std::numeric_limits<std::size_t>::max());
}

Rows Connection::run_bounded(const Query& query, std::span<const Value> parameters, Bounds bounds) {
    const Stopwatch stopwatch(handle_.get(), bounds.time);
    return run_up_to(query, parameters, bounds.rows);
}

template <class Parameter>
Rows Connection::run_up_to(const Query& query, std::span<const Parameter> parameters, std::size_t rows) {
    Statement& statement = prepared(query);
    sqlite3_stmt* handle = statement.handle.get();
    const Reset reset{handle};
    for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
        if (statement.numbers[i] > parameters.size())
            throw std::logic_error(std::string(query.name) + ": a parameter has no value");
        std::visit(Bind{handle, static_cast<int>(i) + 1}, parameters[statement.numbers[i] - 1]);
    }
    const int columns = sqlite3_column_count(handle);
    std::vector<Value> values;
    int code = SQLITE_ROW;
    for (; rows > 0 && (code = sqlite3_step(handle)) == SQLITE_ROW; --rows)
        for (int column = 0; column < columns; ++column) values.push_back(column_value(handle, column));
    if (code != SQLITE_DONE && code != SQLITE_ROW) fail(query.name, code);
    const std::int64_t affected = sqlite3_stmt_readonly(handle) ? 0 : sqlite3_changes64(handle_.get());
    return Rows(static_cast<std::size_t>(columns), std::move(values), affected);
}

void Connection::begin() {
    run_script("BEGIN IMMEDIATE");
    spilled(true);
}

int Connection::spilled(bool reset) const {
    int pages = 0, unused = 0;
    sqlite3_db_status(handle_.get(), SQLITE_DBSTATUS_CACHE_SPILL, &pages, &unused, reset ? 1 : 0);
    return pages;
}

void Connection::wait_for_disk(bool wait) {
    if (wait == waits_for_disk_) return;
    run_script(wait ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    waits_for_disk_ = wait;
}

int Connection::check_point() noexcept try {
    int pages = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &pages);
    if (code != SQLITE_OK && code != SQLITE_BUSY) fail("checkpoint", code);
    return pages;
} catch (const Error&) {
    return 0;  // logged
}

void Connection::sync_file() noexcept {
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods) return;
    file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

void Connection::run_script(const std::string& text) {
    const int code = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(std::string_view(text).substr(0, 60), code);
}

Statement& Connection::prepared(const Query& query) {
    if (const auto found = statements_.find(query.sqlite.data()); found != statements_.end() && found->second.text == query.sqlite) return found->second;
    if (statements_.size() >= most_statements) statements_.clear();
    return statements_.insert_or_assign(query.sqlite.data(), prepare(query)).first->second;
}

Statement Connection::prepare(const Query& query) {
    const std::string_view text = query.sqlite;
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) fail(query.name, code);
    if (!handle) throw std::logic_error("a query is empty");
    Statement statement{std::string(text), std::unique_ptr<sqlite3_stmt, Finalize>(handle), {}};
    for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i)
        statement.numbers.push_back(parameter_number(sqlite3_bind_parameter_name(handle, i)));
    return statement;
}

void Connection::fail(std::string_view what, int code) {
    const int extended = sqlite3_extended_errcode(handle_.get());
    if (is_unique_violation(extended)) throw UniqueViolation();
    if (code == SQLITE_INTERRUPT) {  // by a bounded reader, whose time is the asker's affair
        logging::info("db.ended_late", {{"query", std::string(what)}});
        throw Error(ErrorCode::timeout, "The database took too long.");
    }
    logging::error("db.failed", {{"query", std::string(what)},
                                 {"sqlite_code", std::int64_t{extended}},
                                 {"reason", std::string(sqlite3_errmsg(handle_.get()))}});
    if (may_pass(code)) throw Error(ErrorCode::unavailable, "The database is not available at the moment.");
    throw Error(ErrorCode::internal, "The database could not do this.");
}

}  // namespace db::sqlite
