#include "platform/db/postgres/connection.hpp"

#include <algorithm>
#include <atomic>

#include "platform/clock/clock.hpp"
#include "platform/db/postgres/conninfo.hpp"
#include "platform/db/postgres/values.hpp"
#include "platform/log/log.hpp"

namespace db::postgres {

namespace {
constexpr std::size_t most_prepared = 512;

// What the operator wrote, over what makes a dead server or network known within seconds.
std::map<std::string, std::string> parameters_of(const std::string& url) {
    std::map<std::string, std::string> parameters{{"connect_timeout", "5"},     {"keepalives_idle", "10"},
                                                  {"keepalives_interval", "5"}, {"keepalives_count", "3"},
                                                  {"tcp_user_timeout", "15000"}, {"application_name", "omnitutor"},
                                                  {"client_encoding", "UTF8"}};
    const auto options = options_of(url);
    for (const auto* option = options.get(); option->keyword; ++option)
        if (option->val) parameters[option->keyword] = option->val;
    return parameters;
}

// Every connection tries again many times a second while the database is away: one line a second says it.
void say_why_not(const std::string& reason) {
    static std::atomic<timing::Micros> next = 0;
    const auto now = timing::now();
    auto due = next.load();
    if (now >= due && next.compare_exchange_strong(due, now + 1'000'000)) logging::error("db.connect_failed", {{"reason", reason}});
}

struct Free {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
};
using Notification = std::unique_ptr<PGnotify, Free>;

bool starts_with_any(std::string_view state, std::initializer_list<std::string_view> prefixes) {
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return state.starts_with(prefix); });
}
}  // namespace

void Connection::ensure() {
    if (handle_ && PQstatus(handle_.get()) == CONNECTION_OK) return;
    drop();
    connect();
    set_up_session();
}

void Connection::drop() {
    handle_.reset();
    prepared_.clear();
}

void Connection::connect() {
    std::vector<const char*> names, values;
    const auto parameters = parameters_of(settings_.url);
    for (const auto& [name, value] : parameters) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    handle_.reset(PQconnectdbParams(names.data(), values.data(), 0));
    if (handle_ && PQstatus(handle_.get()) == CONNECTION_OK) return;
    why_not_ = handle_ ? PQerrorMessage(handle_.get()) : "out of memory";
    say_why_not(why_not_);
    drop();
    throw Retry(Retry::Cause::connection_lost);
}

void Connection::set_up_session() {
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    // Behind a transaction pooler a session belongs to nobody, so nothing is set on it.
    if (!settings_.prepared_statements) return;
    run_script("SET statement_timeout = " + std::to_string(settings_.statement_timeout.count()));
    run_script("SET default_transaction_read_only = on");  // what writes says so when it begins
}

const std::string& Connection::prepared(const Query& query) {
    if (const auto found = prepared_.find(query.postgres); found != prepared_.end()) return found->second;
    if (prepared_.size() >= most_prepared) {
        run_script("DEALLOCATE ALL");
        prepared_.clear();
    }
    const std::string text(query.postgres);
    const std::string name = "q" + std::to_string(prepared_.size());
    rows_of(Result(PQprepare(handle_.get(), name.c_str(), text.c_str(), 0, nullptr)), query.name);
    return prepared_.emplace(text, name).first->second;
}

Rows Connection::run(const Query& query, std::span<const Value> values) { return run_with(query, Parameters(values)); }
Rows Connection::insert(const Query& query, std::span<const View> values) { return run_with(query, Parameters(values)); }

Rows Connection::run_with(const Query& query, const Parameters& parameters) {
    PGconn* connection = handle_.get();
    if (!settings_.prepared_statements) {
        const std::string text(query.postgres);
        return rows_of(Result(PQexecParams(connection, text.c_str(), parameters.size(), nullptr, parameters.pointers(), parameters.lengths(),
                                           parameters.formats(), 0)),
                       query.name);
    }
    const std::string& name = prepared(query);
    return rows_of(
        Result(PQexecPrepared(connection, name.c_str(), parameters.size(), parameters.pointers(), parameters.lengths(), parameters.formats(), 0)),
        query.name);
}

Rows Connection::copy(const Query& query, std::string_view rows) {
    constexpr std::size_t most_at_once = 1 << 20;  // libpq counts in int
    PGconn* connection = handle_.get();
    const Result begun(PQexec(connection, std::string(query.postgres).c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail(begun.get(), query.name);
    while (!rows.empty()) {
        const auto piece = rows.substr(0, most_at_once);
        if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1) fail(nullptr, query.name);
        rows.remove_prefix(piece.size());
    }
    if (PQputCopyEnd(connection, nullptr) != 1) fail(nullptr, query.name);
    Result ended(PQgetResult(connection));
    while (Result(PQgetResult(connection))) continue;
    return rows_of(std::move(ended), query.name);
}

void Connection::run_script(const std::string& text) {
    rows_of(Result(PQexec(handle_.get(), text.c_str())), std::string_view(text).substr(0, 60));
}

void Connection::send(const Query& query, const Parameters& parameters) {
    PGconn* connection = handle_.get();
    const std::string text(query.postgres);
    const int sent =
        settings_.prepared_statements
            ? PQsendQueryPrepared(connection, prepared(query).c_str(), parameters.size(), parameters.pointers(), parameters.lengths(),
                                  parameters.formats(), 0)
            : PQsendQueryParams(connection, text.c_str(), parameters.size(), nullptr, parameters.pointers(), parameters.lengths(), parameters.formats(), 0);
    if (sent != 1) fail(nullptr, query.name);
}

std::vector<Rows> Connection::run_pipeline(std::span<const Bound> statements) {
    std::vector<Parameters> parameters;
    for (const Bound& statement : statements) {
        // Whatever may fail for its own reason does so before the pipeline is entered.
        parameters.emplace_back(statement.parameters);
        if (settings_.prepared_statements) prepared(statement.query);
    }
    if (PQenterPipelineMode(handle_.get()) != 1) fail(nullptr, "pipeline");
    for (std::size_t i = 0; i < statements.size(); ++i) send(statements[i].query, parameters[i]);
    if (PQpipelineSync(handle_.get()) != 1) fail(nullptr, "pipeline");
    return read_pipeline(statements);
}

// Each statement gives its result and an end mark; the sync mark comes last. All are read also after a failure, so that the
// connection can be used again.
std::vector<Rows> Connection::read_pipeline(std::span<const Bound> statements) {
    std::vector<Rows> all;
    std::exception_ptr failure;
    for (const Bound& statement : statements) {
        Result result(PQgetResult(handle_.get()));
        Result(PQgetResult(handle_.get()));
        if (failure) continue;
        try {
            all.push_back(rows_of(std::move(result), statement.query.name));
        } catch (...) {
            failure = std::current_exception();
        }
    }
    const Result sync(PQgetResult(handle_.get()));
    const bool left = PQexitPipelineMode(handle_.get()) == 1;
    if (failure) std::rethrow_exception(failure);
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || !left) fail(sync.get(), "pipeline");
    return all;
}

std::vector<std::string> Connection::notified() {
    if (PQconsumeInput(handle_.get()) != 1) {
        logging::warn("db.listener_lost", {{"reason", std::string(PQerrorMessage(handle_.get()))}});
        throw Retry(Retry::Cause::connection_lost);
    }
    std::vector<std::string> payloads;
    while (const Notification one{PQnotifies(handle_.get())})
        if (one->be_pid != PQbackendPID(handle_.get())) payloads.emplace_back(one->extra);
    return payloads;
}

Rows Connection::rows_of(Result result, std::string_view what) {
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result.get(), what);
    const int columns = PQnfields(result.get());
    const int rows = PQntuples(result.get());
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) values.push_back(field(result.get(), row, column));
    const bool wrote = !std::string_view(PQcmdStatus(result.get())).starts_with("SELECT");
    const std::int64_t affected = wrote ? std::atoll(PQcmdTuples(result.get())) : 0;
    return Rows(static_cast<std::size_t>(columns), std::move(values), affected);
}

void Connection::fail(const PGresult* result, std::string_view what) {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state = field ? field : "";
    if (state == "23505") throw UniqueViolation();
    if (state == "40001" || state == "40P01") throw Retry(Retry::Cause::conflict);
    const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const std::string reason = primary ? primary : PQerrorMessage(handle_.get());
    if (state == "57014" && settings_.bounded) {
        logging::info("db.ended_late", {{"query", std::string(what)}});
        throw Error(ErrorCode::timeout, "The database took too long.");
    }
    logging::error("db.failed", {{"query", std::string(what)}, {"sqlstate", state}, {"reason", reason}});
    if (PQstatus(handle_.get()) != CONNECTION_OK || state.empty() || starts_with_any(state, {"08", "57P"}))
        throw Retry(Retry::Cause::connection_lost);
    // A plan made before a migration, or a statement that a pooler's other session prepared: new on a new connection.
    if (state == "26000" || state == "0A000") throw Retry(Retry::Cause::connection_lost);
    if (state == "57014") throw Error(ErrorCode::timeout, "The database took too long.");
    if (starts_with_any(state, {"53", "55P03"}))
        throw Error(ErrorCode::unavailable, "The database is not available at the moment.");
    throw Error(ErrorCode::internal, "The database could not do this.");
}

}  // namespace db::postgres
