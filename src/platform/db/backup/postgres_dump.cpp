#include "platform/db/backup/postgres_dump.hpp"

#include <poll.h>

#include <thread>

#include "platform/clock/clock.hpp"
#include "platform/db/backup/client_program.hpp"
#include "platform/db/postgres/conninfo.hpp"
#include "platform/log/log.hpp"
#include "platform/stop.hpp"

namespace db::postgres {

using namespace std::chrono_literals;

namespace {
constexpr auto patience = 6h;  // of the programs

struct Free {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Free>;

// What the programs read from their environment; where the URL is silent they and libpq use the same defaults.
std::map<std::string, std::string> variables_of(const std::string& url) {
    const auto options = options_of(url);
    std::map<std::string, std::string> variables;
    for (const auto* option = options.get(); option->keyword; ++option)
        if (option->val && option->envvar) variables[option->envvar] = option->val;
    return variables;
}

std::string identifier(const std::string& name) { return '"' + name + '"'; }

class Session {
public:
    // `database` in the place of the URL's, when it is not "".
    explicit Session(const std::string& url, const std::string& database = "") {
        const char* const names[] = {"dbname", "dbname", "connect_timeout", nullptr};
        const char* const values[] = {url.c_str(), database.c_str(), "5", nullptr};
        connection_.reset(PQconnectdbParams(names, values, 1));
        if (PQstatus(connection_.get()) != CONNECTION_OK) throw Error(ErrorCode::unavailable, PQerrorMessage(connection_.get()));
        PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    }

    // The first column of each row. Given up, and with it the session, when it is to stop.
    std::vector<std::string> ask(const std::string& text, const std::stop_token& stop = {}) {
        const auto result = last_result(text, stop);
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail();
        std::vector<std::string> values;
        for (int row = 0; row < PQntuples(result.get()); ++row) values.emplace_back(PQgetvalue(result.get(), row, 0));
        return values;
    }
    RowCounts count_rows(const std::stop_token& stop = {}) {
        RowCounts counts;
        for (const auto& table : tables()) counts[table] = std::stoll(ask("SELECT COUNT(*) FROM " + identifier(table), stop).at(0));
        return counts;
    }
    std::vector<std::string> tables() {
        return ask("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace");
    }
    std::string schema() {
        const auto found = ask("SELECT current_schema()").at(0);
        if (found.empty()) throw Error(ErrorCode::unavailable, "The schema that DATABASE_URL names does not exist.");
        return found;
    }

private:
    [[noreturn]] void fail() const { throw Error(ErrorCode::unavailable, PQerrorMessage(connection_.get())); }
    Result last_result(const std::string& text, const std::stop_token& stop) {
        if (!PQsendQuery(connection_.get(), text.c_str())) fail();
        Result last;
        for (;;) {
            wait(stop);
            Result next(PQgetResult(connection_.get()));
            if (!next) return last;
            last = std::move(next);
        }
    }
    void wait(const std::stop_token& stop) {
        constexpr int look_every = 100;  // milliseconds
        while (PQisBusy(connection_.get())) {
            heed(stop);
            pollfd answer{PQsocket(connection_.get()), POLLIN, 0};
            if (poll(&answer, 1, look_every) > 0 && !PQconsumeInput(connection_.get())) fail();
        }
    }
    std::unique_ptr<PGconn, Free> connection_;
};

// A database that lives as long as this.
class Scratch {
public:
    explicit Scratch(const std::string& url) : session_(url), name_("omnitutor_inspect_" + new_uuid().substr(24)) {
        session_.ask("CREATE DATABASE " + name_);
    }
    ~Scratch() {
        try {
            session_.ask("DROP DATABASE " + name_ + " WITH (FORCE)");
        } catch (const Error& error) {
            logging::error("db.scratch_left", {{"database", name_}, {"reason", error.detail}});
        }
    }
    const std::string& name() const { return name_; }

private:
    Session session_;
    std::string name_;
};

// The tables of the schema, which must exist. Nothing is left of what fails.
void restore_into(const std::string& url, const std::string& database, const std::string& schema, const std::string& file, const std::stop_token& stop = {}) {
    auto variables = variables_of(url);
    if (!database.empty()) variables["PGDATABASE"] = database;
    run_client({"pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--schema=" + schema,
                "--dbname=" + variables["PGDATABASE"], file}, variables, patience, stop);
}
}  // namespace

RowCounts dump(const std::string& url, const std::string& file, const std::stop_token& stop) {
    Session session(url);
    const auto schema = session.schema();
    session.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // It holds the snapshot for as long as the program works.
    session.ask("SET LOCAL idle_in_transaction_session_timeout = 0");
    const auto snapshot = session.ask("SELECT pg_export_snapshot()").at(0);
    run_client({"pg_dump", "--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--schema=" + schema, "--snapshot=" + snapshot, "--file=" + file},
               variables_of(url), patience, stop);
    return session.count_rows(stop);
}

RowCounts inspect(const std::string& url, const std::string& file, const std::stop_token& stop) {
    const auto schema = Session(url).schema();
    const Scratch scratch(url);
    Session session(url, scratch.name());
    session.ask("CREATE SCHEMA IF NOT EXISTS " + identifier(schema));
    try {
        restore_into(url, scratch.name(), schema, file, stop);
    } catch (const Error& error) {
        heed(stop);
        throw Error(ErrorCode::invalid, error.detail);
    }
    return session.count_rows(stop);
}

namespace {
// Whatever they call themselves, and a pooler calls itself something else.
std::vector<std::string> others_at(Session& session) {
    return session.ask("SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
}
}  // namespace

std::string load(const std::string& url, const std::string& file, Replace replace) {
    Session session(url);
    auto others = others_at(session);
    // Of a server that has just stopped, PostgreSQL takes note a moment later.
    for (const auto until = timing::in(2s); !others.empty() && std::chrono::steady_clock::now() < until; others = others_at(session))
        std::this_thread::sleep_for(100ms);
    if (!others.empty()) throw Error(ErrorCode::conflict, "Somebody has the database open (" + others.front() + "): stop the server, and whoever else is connected, first.");
    const auto schema = session.schema();
    std::string aside;
    if (!session.tables().empty()) {
        if (replace == Replace::no) throw Error(ErrorCode::conflict, "The database holds tables: restore into an empty one, or allow them to be replaced.");
        aside = schema + "_before_restore_" + std::to_string(timing::now() / 1'000'000);
        session.ask("ALTER SCHEMA " + identifier(schema) + " RENAME TO " + identifier(aside));
        session.ask("CREATE SCHEMA " + identifier(schema));
    }
    try {
        restore_into(url, "", schema, file);
    } catch (const Error&) {
        if (!aside.empty()) session.ask("DROP SCHEMA " + identifier(schema) + " CASCADE; ALTER SCHEMA " + identifier(aside) + " RENAME TO " + identifier(schema));
        throw;
    }
    return aside;
}

RowCounts count_rows(const std::string& url) { return Session(url).count_rows(); }

}  // namespace db::postgres
